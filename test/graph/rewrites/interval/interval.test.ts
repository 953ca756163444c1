import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { print } from '../../../../src/graph/print.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import { interval } from '../../../../src/graph/rewrites/interval/interval.ts';
import { numbers } from '../../../certify/numbers.ts';
import { convolutional, linear, shaped, weights } from '../../../support/models.ts';
import { asked, type Answer } from './asked.ts';
import { fixed } from './exactly.ts';
import { randomNetwork } from './random-network.ts';
import { intervals } from './written.ts';

const bits = (values: Float32Array) => [...new Uint32Array(values.buffer, values.byteOffset, values.length)];

describe('the graph that is compiled', () => {
  it.each([
    ['interval', 'float32'],
    ['interval-real', 'real'],
  ] as const)('is the one that was agreed on: %s', async (name, arithmetic) => {
    const form = await canonical(convolutional(), evaluator, 2);
    const { model } = interval(form, { arithmetic, norm: 'linf' });
    await expect(print(model.graph)).toMatchFileSnapshot(`../../../golden/graphs/${name}.txt`);
  });

  it('has the size of the network, not that of its values, in the number of its nodes', async () => {
    const nodes = async (model: Model) =>
      interval(await canonical(model, evaluator, 2), { arithmetic: 'float32', norm: 'linf' }).model.graph
        .nodes.length;
    expect(await nodes(shaped([1, 40, 40]))).toBe(await nodes(shaped([1, 4, 4])));
    expect(await nodes(convolutional())).toBeLessThan(45);
  });
});

describe('a batch', () => {
  const ROWS = 6;

  it.each([1, 2, 4, 11, 16, 23])(
    'keeps every sample to itself, bit for bit, whatever its neighbours are: network %i',
    async (seed) => {
      const { model, dims, classes } = randomNetwork(seed);
      const size = dims.reduce((all, one) => all * one, 1);
      const network = await asked(model, ROWS);
      const uniform = numbers(seed);
      const mine = Float32Array.from({ length: size }, uniform);
      const alone = async (place: number, neighbour: number, epsilon: number) => {
        const x = new Float32Array(ROWS * size).fill(neighbour);
        x.set(mine, place * size);
        const widths = Array.from({ length: ROWS }, (_, row) => (row === place ? 0.01 : epsilon));
        const labels = widths.map((_, row) => (row === place ? 1 : row % classes));
        return (await network.ask({ x, epsilon: widths, classes: labels })).margins[place]!;
      };
      for (const place of [0, 3, 5]) {
        const expected = await alone(place, 0, 0);
        expect(expected.every(Number.isFinite)).toBe(true);
        for (const neighbour of [1, -1e30, NaN, Infinity, -Infinity]) {
          for (const epsilon of [0, 0.5, NaN, Infinity])
            expect(bits(await alone(place, neighbour, epsilon))).toEqual(bits(expected));
        }
      }
      await network.release();
    },
  );

  it('takes an ε and a class for every sample', async () => {
    const network = await asked(linear(), 3);
    const one = weights(4);
    const { margins } = await network.ask({
      x: Float32Array.from([...one, ...one, ...one]),
      epsilon: [0, 0.1, 0.1],
      classes: [0, 0, 2],
    });
    await network.release();
    expect(margins[1]![1]).toBeLessThan(margins[0]![1]!);
    expect(margins[1]![2]).not.toBe(margins[2]![0]);
  });
});

describe('what may be fed', () => {
  it.each(['float32', 'real'] as const)('lies within the ends of the input: %s', async (arithmetic) => {
    const network = await asked(linear(), 400, { arithmetic, trace: true });
    const { lower: centres, upper: others } = intervals(1600);
    const x = centres.map((one) => Math.min(Math.max(one, -1e38), 1e38));
    const epsilon = Array.from({ length: 400 }, (_, row) => Math.min(Math.abs(others[row]!), 1e38));
    const { lower, upper } = (await network.ask({ x, epsilon })).ends.get('x')!;
    await network.release();
    const wrong: number[] = [];
    for (const [at, centre] of x.entries()) {
      const [low, high] = [
        fixed(centre) - fixed(epsilon[at >> 2]!),
        fixed(centre) + fixed(epsilon[at >> 2]!),
      ];
      const single = (end: number, exact: bigint) => (arithmetic === 'real' ? exact : fixed(end));
      if (fixed(lower[at]!) > single(Math.fround(centre - epsilon[at >> 2]!), low)) wrong.push(at);
      if (fixed(upper[at]!) < single(Math.fround(centre + epsilon[at >> 2]!), high)) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  });
});

describe('float32 and real arithmetic', () => {
  it('lie close together, and float32 is never the tighter one', async () => {
    let worst = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { model, dims } = randomNetwork(seed);
      const size = dims.reduce((all, one) => all * one, 1);
      const x = Float32Array.from({ length: 2 * size }, numbers(seed));
      const found: Answer[] = [];
      for (const arithmetic of ['float32', 'real'] as const) {
        const network = await asked(model, 2, { arithmetic });
        found.push(await network.ask({ x, epsilon: [0, 0.02] }));
        await network.release();
      }
      const [float, real] = found;
      for (const [row, margins] of float!.margins.entries()) {
        for (const [j, margin] of margins.slice(1).entries()) {
          const other = real!.margins[row]![j + 1]!;
          expect([seed, margin <= other + 3e-6 * (1 + Math.abs(other))]).toEqual([seed, true]);
          worst = Math.max(worst, (other - margin) / (1 + Math.abs(other)));
        }
      }
    }
    expect(worst).toBeLessThan(2e-2);
    expect(worst).toBeGreaterThan(0);
  });
});

/** Weights that overflow, and what may take the NaN that comes of it for a number. */
const overflowing = (after: (graph: GraphBuilder, x: string) => string): Model => {
  const graph = new GraphBuilder('overflow');
  const x = graph.input('x', ['batch', 2]);
  const huge = graph.node(
    'Gemm',
    [x, graph.constant([3e38, -3e38, 3e38, 3e38], [2, 2])],
    {},
    { outputs: ['huge'] },
  );
  const tamed = after(graph, graph.node('Mul', [huge, graph.constant([4, -4])], {}, { outputs: ['beyond'] }));
  graph.output(
    graph.node('Gemm', [tamed, graph.constant([1, 0, 0, 1], [2, 2]), graph.constant([1, 0])]),
    null,
  );
  return graph.model(21, 10);
};

const LAUNDRIES: Readonly<Record<string, (graph: GraphBuilder, x: string) => string>> = {
  Relu: (graph, x) => graph.node('Relu', [x]),
  Max: (graph, x) => graph.node('Max', [x, graph.constant([0])]),
  Clip: (graph, x) => graph.node('Clip', [x, graph.constant([0], []), graph.constant([1], [])]),
  'Clip, then Relu': (graph, x) =>
    graph.node('Relu', [graph.node('Clip', [x, graph.constant([-1], []), graph.constant([1], [])])]),
  MaxPool: (graph, x) => {
    const long = graph.node('Unsqueeze', [x, graph.constant(BigInt64Array.of(1n))]);
    const pooled = graph.node('MaxPool', [long], { kernel_shape: [1] });
    return graph.node('Relu', [graph.node('Flatten', [pooled])]);
  },
  Sigmoid: (graph, x) => graph.node('Sigmoid', [x]),
};

describe('values that overflow', () => {
  it.each(Object.keys(LAUNDRIES))('have no margins, though %s makes numbers of them', async (name) => {
    const model = overflowing(LAUNDRIES[name]!);
    const network = await asked(model, 3, { guards: ['beyond'] });
    const x = Float32Array.of(1, 1, 0, 0, 1e-30, -1e-30);
    const { margins } = await network.ask({ x, epsilon: [0.5, 0, 0], classes: [0, 0, 0] });
    await network.release();
    expect([...margins[0]!]).toEqual([NaN, NaN]);
    expect(margins[1]!.some(Number.isNaN)).toBe(false);
    expect(margins[2]!.some(Number.isNaN)).toBe(false);
  });

  it('have no margins where all values are guarded, wherever it happens', async () => {
    for (const size of [1e20, 1e30, 3e38]) {
      const graph = new GraphBuilder('deep');
      let x = graph.input('x', ['batch', 3]);
      for (let layer = 0; layer < 4; layer++) {
        const matrix = weights(9, layer === 1 ? size : 1);
        x = graph.node('Relu', [
          graph.node('Gemm', [x, graph.constant(matrix, [3, 3])], {}, { outputs: [`sum_${layer}`] }),
        ]);
      }
      graph.output(graph.node('Gemm', [x, graph.constant([-1e-20, 1, 0, 0, 0, 0], [3, 2])]), null);
      const model = graph.model(21, 10);
      const guards = ['sum_0', 'sum_1', 'sum_2', 'sum_3'];
      const [guarded, open] = [await asked(model, 1, { guards }), await asked(model, 1)];
      const question = { x: Float32Array.of(1, 2, 3), epsilon: [0.1] };
      const all = await Promise.all(
        [guarded, open].map(async (one) => (await one.ask(question)).margins[0]!),
      );
      expect([...all[0]!]).toEqual([NaN, NaN]);
      if (size === 1e20) expect(all[1]!.some(Number.isNaN)).toBe(false);
      await guarded.release();
      await open.release();
    }
  });

  it('change no margin of samples that are tame', async () => {
    const { model, dims } = randomNetwork(4);
    const form = await canonical(model, evaluator, 1);
    const guards = form.model.graph.nodes.map(({ outputs }) => outputs[0]!);
    const x = Float32Array.from({ length: dims.reduce((all, one) => all * one, 1) }, numbers(1));
    const [guarded, open] = [await asked(model, 1, { guards }), await asked(model, 1)];
    const [first, second] = [
      await guarded.ask({ x, epsilon: [0.01] }),
      await open.ask({ x, epsilon: [0.01] }),
    ];
    for (const [j, margin] of first.margins[0]!.entries())
      expect(margin).toBeCloseTo(second.margins[0]![j]!, 3);
    await guarded.release();
    await open.release();
  });
});

describe('what the engine folds at load', () => {
  it('may vanish, and margins allow for it', async () => {
    // 10^−30 · 10^−12 has few digits left in float32; the engine multiplies the weights, we bound the two products.
    const graph = new GraphBuilder('vanishing');
    const x = graph.node('Mul', [graph.input('x', ['batch', 1, 2, 2]), graph.constant([2 ** 60])]);
    const conv = graph.node('Conv', [x, graph.constant([1.3e-30, -1.7e-30], [2, 1, 1, 1])]);
    const less = graph.node('Mul', [conv, graph.constant([1e-12, 1e-12], [2, 1, 1])]);
    const more = graph.node('Mul', [less, graph.constant([1e24, 1e24], [2, 1, 1])]);
    const last = graph.constant(
      Array.from({ length: 16 }, (_, i) => (i % 3) - 1),
      [8, 2],
    );
    graph.output(graph.node('Gemm', [graph.node('Flatten', [graph.node('Relu', [more])]), last]), null);
    // traced, so that the engine does not fold the bounds graph in the same way
    const network = await asked(graph.model(21, 10), 1, { trace: true });
    const sample = Float32Array.of(1, 2, 3, 4);
    const [logits] = await network.deployed(sample);
    for (const y of [0, 1]) {
      const [row] = (await network.ask({ x: sample, epsilon: [0], classes: [y] })).margins;
      expect(row![1 - y]).toBeLessThanOrEqual(logits![y]! - logits![1 - y]!);
    }
    await network.release();
  });
});

describe('samples that are no samples', () => {
  it.each([
    ['NaN', NaN, 0.1],
    ['infinite', Infinity, 0.1],
    ['beside an ε that is NaN', 0.5, NaN],
    ['beside an infinite ε', 0.5, Infinity],
    ['beside a negative ε', 0.5, -0.1],
  ])('have no margins: %s', async (_, value, epsilon) => {
    for (const norm of ['linf', 'l2', 'l1'] as const) {
      const network = await asked(linear(), 2, { norm });
      const x = Float32Array.from([value, 0, 0, 0, 0, 0, 0, 0]);
      const { margins } = await network.ask({ x, epsilon: [epsilon, 0.1] });
      await network.release();
      expect([...margins[0]!].every(Number.isNaN)).toBe(true);
      expect([...margins[1]!].some(Number.isNaN)).toBe(false);
    }
  });

  it('have no margins outside of the domain', async () => {
    const network = await asked(linear(), 2);
    const x = Float32Array.of(2, 0, 0, 0, 0.95, 0, 0, 0);
    const { margins } = await network.ask({ x, epsilon: [0.1, 0.1], domain: [0, 1] });
    await network.release();
    expect([...margins[0]!].every(Number.isNaN)).toBe(true);
    expect([...margins[1]!].some(Number.isNaN)).toBe(false);
  });
});

describe('traced ends', () => {
  it('are those of every value, in order, and hold what the network computes there', async () => {
    for (const seed of [3, 9, 14, 30]) {
      const { model, dims } = randomNetwork(seed);
      const size = dims.reduce((all, one) => all * one, 1);
      const network = await asked(model, 2, { trace: true });
      const x = Float32Array.from({ length: 2 * size }, numbers(seed));
      const { ends } = await network.ask({ x, epsilon: [0, 0.1] });
      const { graph } = network.form.model;
      expect([...ends.keys()]).toEqual(['x', ...graph.nodes.flatMap(({ outputs }) => outputs)]);
      for (const [value, { dims: shape, lower, upper }] of ends) {
        expect(shape).toEqual(network.form.types.get(value)!.dims);
        expect(lower.every((low, at) => low <= upper[at]!)).toBe(true);
      }
      await network.release();
    }
  });
});

it('refuses a box of a norm that has none', async () => {
  const form = await canonical(linear(), evaluator, 1);
  expect(() => interval(form, { arithmetic: 'float32', norm: 'l2', box: true })).toThrow(/other norm/);
});
