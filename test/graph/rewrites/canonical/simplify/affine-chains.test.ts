import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { affineChains } from '../../../../../src/graph/rewrites/canonical/simplify/affine-chains.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { points, run } from '../../../../laws/rewrite/run.ts';
import { roundingExcess } from '../../../../laws/rewrite/rounding.ts';
import { weights } from './weights.ts';

const DIMS = [2, 3, 2, 2] as const;

/** Steps such as '*3', '+-1', '5-' and '-': what happens to x, one after the other; constants are scalars. */
const chain =
  (steps: string) =>
  (b: GraphBuilder, x: string): string =>
    steps.split(' ').reduce((value, step) => {
      const constant = (text: string) => b.constant([Number(text)], []);
      if (step === '-') return b.node('Neg', [value]);
      if (step.endsWith('-')) return b.node('Sub', [constant(step.slice(0, -1)), value]);
      return b.node(step.startsWith('*') ? 'Mul' : 'Add', [value, constant(step.slice(1))]);
    }, x);

rewriteLaws(affineChains, [
  { title: 'two factors', dims: DIMS, build: chain('*0.3 *1.7'), golden: true },
  { title: 'factors and shifts', dims: DIMS, build: chain('*0.3 +0.1 *1.7 +-0.2'), golden: true },
  { title: 'shift, factor, shift', dims: DIMS, build: chain('+0.1 *1.7 +-0.2'), golden: true },
  { title: 'two shifts of a product', dims: DIMS, build: chain('*0.3 +0.1 +0.7'), golden: true },
  {
    title: 'signs that cancel',
    dims: DIMS,
    build: (b, x) => b.node('Relu', [chain('- -')(b, x)]),
    golden: true,
  },
  { title: 'signs that turn a shift', dims: DIMS, build: chain('- 3-'), golden: true },
  { title: 'a difference that is turned', dims: DIMS, build: chain('3- -') },
  { title: 'a turned product', dims: DIMS, build: chain('*3 -') },
  { title: 'a difference of a product, and a sum', dims: DIMS, build: chain('*0.3 5- +0.1') },
  {
    title: 'constants of several shapes',
    dims: DIMS,
    build: (b, x) => {
      const first = b.node('Mul', [x, weights(b, [3, 1, 1])]);
      const second = b.node('Add', [first, weights(b, [1, 2, 1], 2)]);
      return b.node('Add', [b.node('Mul', [second, weights(b, [2], 3)]), weights(b, [], 4)]);
    },
    golden: true,
  },
  {
    title: 'constants that make x larger',
    dims: [2, 1, 3],
    build: (b, x) => b.node('Mul', [b.node('Mul', [x, weights(b, [2, 1])]), weights(b, [4, 1, 1, 1], 2)]),
  },
  { title: 'one factor and one shift', dims: DIMS, build: chain('*0.3 +0.1'), applies: false },
  { title: 'one shift and one factor', dims: DIMS, build: chain('+0.1 *0.3'), applies: false },
  { title: 'two shifts of no product', dims: DIMS, build: chain('+0.1 +0.3'), applies: false },
  { title: 'two differences', dims: DIMS, build: chain('0.1- 0.3-'), applies: false },
  { title: 'signs that cancel, all of the graph', dims: DIMS, build: chain('- -'), applies: false },
  { title: 'a huge and a tiny factor', dims: DIMS, build: chain('*100000 *0.00001'), applies: false },
  {
    title: 'factors where others read what is between',
    dims: DIMS,
    build: (b, x) => {
      const between = b.node('Mul', [x, weights(b, [])]);
      return b.node('Add', [b.node('Mul', [between, weights(b, [], 2)]), between]);
    },
    applies: false,
  },
  {
    title: 'a square',
    dims: DIMS,
    build: (b, x) => b.node('Mul', [b.node('Mul', [x, x]), weights(b, [])]),
    applies: false,
  },
]);

const operators = ({ model }: Canonical) => model.graph.nodes.map(({ operator }) => operator);

describe('affineChains', () => {
  it('keeps shifts that cancel: the deployed program rounds in between', async () => {
    const absorbing = await stateFor({ dims: DIMS, build: chain('+8388608 +-8388608') });
    expect(affineChains(absorbing)).toBe(absorbing);
    const after = affineChains(await stateFor({ dims: DIMS, build: chain('*1.5 +8388608 +-8388608') }));
    expect(operators(after)).toEqual(['Mul', 'Add']);
    const [magnitude] = [...after.magnitudes.values()];
    expect(new Float32Array(magnitude!.bytes.slice().buffer)[0]).toBeGreaterThanOrEqual(2 ** 24);
  });

  it('covers what is rounded away by shifts that cancel', async () => {
    for (const steps of ['*1.5 +8388608 +-8388608', '*3 +1000000 *0.3 +-300000', '+7 *0.1 +-0.7 5-']) {
      const before = await stateFor({ dims: DIMS, build: chain(steps) });
      const after = affineChains(before);
      expect(operators(after)).toEqual(['Mul', 'Add']);
      for (const x of points(DIMS)) {
        expect(await roundingExcess(after, x, await run(before, x))).toBeLessThanOrEqual(1);
      }
    }
  });

  it('merges no more than the slack has room for', async () => {
    const after = affineChains(
      await stateFor({ dims: DIMS, build: chain(Array(20).fill('*1.1').join(' ')) }),
    );
    expect(operators(after).length).toBeGreaterThan(1);
    expect(operators(after).length).toBeLessThan(6);
    expect(Math.max(...after.roundings!.values())).toBeLessThanOrEqual(12);
  });

  it('keeps a product of factors that cancel: it may underflow in between', async () => {
    for (const steps of ['*3 *0.3333333432674408', '*0.5 *2']) {
      const after = affineChains(
        await stateFor({ dims: DIMS, build: (b, x) => chain(steps)(b, b.node('Relu', [x])) }),
      );
      expect(operators(after)).toEqual(['Relu', 'Mul']);
      expect([...after.roundings!.values()]).toEqual([2]);
    }
  });
});
