import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { GraphBuilder as Builder } from '../../../../../src/graph/builder.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { Draft } from '../../../../../src/graph/rewrites/canonical/simplify/draft.ts';
import { nodeOf } from '../../../../../src/graph/rewrites/canonical/simplify/rewriting.ts';
import { stateFor } from '../../../../laws/rewrite.ts';

/** a = Relu(x), b = Neg(a) and c = Add(a, b), which is the output. */
const diamond = () =>
  stateFor({
    dims: [1, 2],
    build: (b: GraphBuilder, x) => {
      const a = b.node('Relu', [x], {}, { outputs: ['a'] });
      return b.node('Add', [a, b.node('Neg', [a], {}, { outputs: ['b'] })], {}, { outputs: ['c'] });
    },
  });

const lines = ({ model }: Canonical) =>
  model.graph.nodes.map(
    ({ operator, inputs, outputs }) => `${outputs.join()} = ${operator}(${inputs.join()})`,
  );

describe('Draft', () => {
  it('answers the same object where nothing was changed', async () => {
    const state = await diamond();
    expect(new Draft(state).finish()).toBe(state);
  });

  it('tells a value with one reader from others, and from the output', async () => {
    const draft = new Draft(await diamond());
    expect(draft.own('b')?.operator).toBe('Neg');
    expect(draft.own('a')).toBeNull();
    expect(draft.own('c')).toBeNull();
    expect(draft.own('x')).toBeNull();
  });

  it('drops what nobody reads any longer, and its constants', async () => {
    const draft = new Draft(await diamond());
    draft.replace(draft.maker('c')!, [nodeOf('Abs', 'abs', ['x'], ['c'])]);
    const after = draft.finish();
    expect(lines(after)).toEqual(['c = Abs(x)']);
    expect([...after.types.keys()]).toEqual(['x', 'c']);
  });

  it('lets readers read another value', async () => {
    const draft = new Draft(await diamond());
    expect(draft.forward(draft.maker('b')!, 'a')).toBe(true);
    expect(lines(draft.finish())).toEqual(['a = Relu(x)', 'c = Add(a,a)']);
  });

  it('keeps the name of the output, and the count of what makes it now', async () => {
    const draft = new Draft(await diamond());
    draft.charge('b', 3);
    expect(draft.forward(draft.maker('c')!, 'b')).toBe(true);
    const after = draft.finish();
    expect(lines(after)).toEqual(['a = Relu(x)', 'c = Neg(a)']);
    expect([...after.roundings!]).toEqual([['c', 3]]);
  });

  it('does not make the input the output', async () => {
    const state = await diamond();
    const draft = new Draft(state);
    expect(draft.forward(draft.maker('c')!, 'x')).toBe(false);
    expect(draft.finish()).toBe(state);
  });

  it('does not rename what an inner graph reads', async () => {
    const inner = new Builder('inner');
    inner.output(inner.node('Identity', ['b']), [1, 2]);
    const branch = inner.build();
    const state = await stateFor({
      dims: [1, 2],
      build: (b, x) => {
        b.node('Neg', [x], {}, { outputs: ['b'] });
        const yes = b.constant(Uint8Array.of(1), [], { type: 'bool' });
        return b.node('If', [yes], { then_branch: branch, else_branch: branch });
      },
    });
    const draft = new Draft(state);
    expect(draft.forward(draft.maker('b')!, 'x')).toBe(false);
    expect(draft.own('b')?.operator).toBe('Neg');
    expect(draft.finish()).toBe(state);
  });

  it('makes names that are not taken', async () => {
    const draft = new Draft(await diamond());
    expect(draft.value('a', [1, 2])).toBe('a_1');
    expect(draft.value('a', [1, 2])).toBe('a_2');
    expect(draft.name('Relu_0')).toBe('Relu_0_1');
  });
});
