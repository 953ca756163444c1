import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { drawn, HOSTILE } from '../operators/kinds/hostile.ts';
import { sums } from '../operators/kinds/orders.ts';
import { weights } from '../../support/models.ts';
import { asked, type Options } from './interval/asked.ts';
import { dense, model, type Dense } from './margin/last-layer.ts';

/** min over the box of logit_y − logit_j, in double precision, and the sum of the absolute terms. */
function least(
  { features, classes, w, b }: Dense,
  low: Float32Array,
  high: Float32Array,
  y: number,
  j: number,
) {
  let margin = b[y]! - b[j]!;
  let terms = Math.abs(b[y]!) + Math.abs(b[j]!);
  for (let i = 0; i < features; i++) {
    const [own, rival] = [w[i * classes + y]!, w[i * classes + j]!];
    const difference = own - rival;
    margin += difference * (difference > 0 ? low[i]! : high[i]!);
    terms += (Math.abs(own) + Math.abs(rival)) * Math.max(Math.abs(low[i]!), Math.abs(high[i]!));
  }
  return { margin, terms };
}

const EPSILONS = [0, 0.01, 0.25];

/** Margins of a last layer on the box itself, beside the exact ones; rows have the classes 0, 1, … in turn. */
async function compared(layer: Dense, kind: string, options: Options = {}) {
  const rows = EPSILONS.length;
  const x = drawn(rows * layer.features, HOSTILE[kind]!.x, 6);
  const classes = EPSILONS.map((_, row) => (row + 1) % layer.classes);
  const network = await asked(model(layer), rows, { ...options, trace: true });
  const { margins, ends } = await network.ask({ x, epsilon: EPSILONS, classes });
  await network.release();
  const { lower, upper } = ends.get('x')!;
  const part = (of: Float32Array, row: number) =>
    of.subarray(row * layer.features, (row + 1) * layer.features);
  return margins.flatMap((found, row) =>
    Array.from(found, (margin, j) => ({
      margin,
      exact: least(layer, part(lower, row), part(upper, row), classes[row]!, j),
      same: j === classes[row],
    })).filter(({ same }) => !same),
  );
}

describe.each([
  ['two classes', 2, 5],
  ['three classes', 3, 1],
  ['ten classes', 10, 64],
  ['forty classes', 40, 100],
  ['so many features that differences are made sample by sample', 40, 2700],
] as const)('%s', (_, classes, features) => {
  it.each(['ordinary', 'cancelling', 'of all sizes', 'half units', 'hardly more than zero', 'large'])(
    'has margins below the exact ones, and near them, of numbers that are %s',
    async (kind) => {
      for (const { margin, exact } of await compared(dense(features, classes, kind), kind)) {
        expect(margin).toBeLessThanOrEqual(exact.margin);
        expect(margin).toBeGreaterThan(exact.margin - 8e-7 * (features + 40) * exact.terms - 2 ** -60);
      }
    },
  );

  it('has tighter margins in real arithmetic, below the exact ones too', async () => {
    const layer = dense(features, classes);
    const real = await compared(layer, 'ordinary', { arithmetic: 'real' });
    for (const [i, { margin }] of (await compared(layer, 'ordinary')).entries()) {
      expect(real[i]!.margin).toBeGreaterThan(margin);
      expect(real[i]!.margin).toBeLessThanOrEqual(real[i]!.exact.margin);
    }
  });
});

it('bounds logits one by one where differences would be too many', async () => {
  const layer = dense(250, 4200);
  const rows = 32;
  const x = drawn(rows * 250, HOSTILE['ordinary']!.x, 1);
  const network = await asked(model(layer), rows);
  const [, row] = (await network.ask({ x, epsilon: Array.from({ length: rows }, () => 0.01) })).margins;
  await network.release();
  const point = x.subarray(250, 500);
  const { margin } = least(
    layer,
    point.map((one) => one - 0.01),
    point.map((one) => one + 0.01),
    0,
    3000,
  );
  expect(row![3000]).toBeLessThanOrEqual(margin);
  // Loose, because the class and its rival may each have their worst.
  expect(row![3000]).toBeGreaterThan(margin - 0.02 * 250);
});

describe('logits that are rounded one by one, in any order', () => {
  const alike = (_: number, w: number) => w;
  const kinds = Object.keys(HOSTILE).flatMap((kind) => [
    [kind, 'alike', alike] as const,
    [kind, 'its own large', (j: number, w: number) => (j === 1 ? w : w * 2 ** -20)] as const,
    [kind, 'its own small', (j: number, w: number) => (j === 1 ? w * 2 ** -20 : w)] as const,
  ]);

  it.each(kinds)('are what margins leave room for: numbers that are %s, %s', async (kind, _, size) => {
    const drawnLayer = dense(400, 3, kind);
    const w = drawnLayer.w.map((one, at) => size(at % 3, one));
    const layer = { ...drawnLayer, w, b: drawnLayer.b.map((one, j) => size(j, one)) };
    const network = await asked(model(layer), 1);
    const x = drawn(400, HOSTILE[kind]!.x, 9);
    const [row] = (await network.ask({ x, epsilon: [0], classes: [1] })).margins;
    const [wide] = (await network.ask({ x: new Float32Array(400), epsilon: [1], classes: [1] })).margins;
    await network.release();
    const column = (j: number) => Float32Array.from({ length: 400 }, (_one, i) => w[i * 3 + j]!);
    const logits = (at: Float32Array, j: number) => sums(at, column(j), layer.b[j]!).map(([, y]) => y);
    const lead = (at: Float32Array, j: number) => Math.min(...logits(at, 1)) - Math.max(...logits(at, j));
    for (const j of [0, 2]) {
      expect(row![j]).toBeLessThanOrEqual(lead(x, j));
      const corner = column(j).map((one, i) => Math.sign(one - column(1)[i]!));
      expect(wide![j]).toBeLessThanOrEqual(lead(corner, j));
    }
  });
});

describe('bounds before the last layer', () => {
  const layer = dense(4, 3);
  const first = (graph: GraphBuilder, x: string) =>
    graph.node('Gemm', [x, graph.constant(weights(16), [4, 4]), graph.constant(weights(4, 0.3))]);
  const BEFORE: Readonly<Record<string, (graph: GraphBuilder, x: string) => string>> = {
    nothing: (_, x) => x,
    'a rectified sum': (graph, x) => graph.node('Relu', [first(graph, x)]),
    'a sum that leaks': (graph, x) => graph.node('LeakyRelu', [first(graph, x)]),
    'a square': (graph, x) => graph.node('Mul', [x, x]),
    'a product of sums': (graph, x) => graph.node('Mul', [first(graph, x), x]),
    'a residual': (graph, x) => graph.node('Relu', [graph.node('Add', [first(graph, x), x])]),
  };

  it.each(Object.keys(BEFORE))('have no corner with less: %s', async (name) => {
    const network = await asked(model(layer, BEFORE[name]), 16);
    const centre = Float32Array.of(0.3, -0.4, 0.2, 0.7);
    const corners = Array.from({ length: 16 }, (_, k) =>
      centre.map((x, i) => x + (k & (1 << i) ? 0.05 : -0.05)),
    );
    const logits = await network.deployed(Float32Array.from(corners.flatMap((corner) => [...corner])));
    for (const y of [0, 1, 2]) {
      const x = Float32Array.from(corners.flatMap(() => [...centre]));
      const { margins } = await network.ask({
        x,
        epsilon: corners.map(() => 0.05 * (1 + 1e-6)),
        classes: corners.map(() => y),
      });
      for (const j of [0, 1, 2].filter((one) => one !== y)) {
        const worst = Math.min(...logits.map((row) => row[y]! - row[j]!));
        expect(margins[0]![j]).toBeLessThanOrEqual(worst);
        expect(margins[0]![j]).toBeGreaterThan(worst - 0.5);
      }
    }
    await network.release();
  });
});

describe('forms of the last layer', () => {
  const { w, b } = dense(4, 3);
  const turned = Float32Array.from({ length: 12 }, (_, i) => w[(i % 4) * 3 + Math.floor(i / 4)]!);
  const x = Float32Array.of(0.3, -0.4, 0.2, 0.7);
  const huge = Float32Array.of(1e20, -2e20, 3e20);
  const FORMS: Readonly<Record<string, (graph: GraphBuilder, x: string) => string>> = {
    'no bias': (graph, at) => graph.node('Gemm', [at, graph.constant(w, [4, 3])]),
    'a matrix product': (graph, at) => graph.node('MatMul', [at, graph.constant(w, [4, 3])]),
    'transposed weights': (graph, at) =>
      graph.node('Gemm', [at, graph.constant(turned, [3, 4]), graph.constant(b)], { transB: 1 }),
    'transposed weights and a bias too large to be folded': (graph, at) =>
      graph.node('Gemm', [at, graph.constant(turned, [3, 4]), graph.constant(huge)], { transB: 1 }),
    'one bias for all, too large to be folded': (graph, at) =>
      graph.node('Gemm', [at, graph.constant(w, [4, 3]), graph.constant([1e20], [])]),
    'a bias of one row': (graph, at) =>
      graph.node('Gemm', [at, graph.constant(w, [4, 3]), graph.constant(huge, [1, 3])]),
    'the sum of a product and a row': (graph, at) =>
      graph.node('Add', [graph.node('MatMul', [at, graph.constant(w, [4, 3])]), graph.constant(b)]),
  };

  it.each(Object.keys(FORMS))('state no more than the logits lie apart, nor much less: %s', async (form) => {
    const graph = new GraphBuilder('form');
    graph.output(FORMS[form]!(graph, graph.input('x', ['batch', 4])), null);
    const network = await asked(graph.model(21, 10), 1);
    const [logits] = await network.deployed(x);
    for (const y of [0, 1, 2]) {
      const [row] = (await network.ask({ x, epsilon: [0], classes: [y] })).margins;
      const size = Math.max(...logits!.map(Math.abs));
      for (const j of [0, 1, 2].filter((one) => one !== y)) {
        expect(row![j]).toBeLessThanOrEqual(logits![y]! - logits![j]!);
        expect(row![j]).toBeGreaterThan(logits![y]! - logits![j]! - 4e-5 * size);
      }
    }
    await network.release();
  });

  it.each([
    ['a bias for every sample', [3, 1]],
    ['a bias for every sample and class', [3, 3]],
  ])('tell samples apart: %s', async (_, dims) => {
    const graph = new GraphBuilder('rows');
    const bias = Array.from({ length: dims[0]! * dims[1]! }, (_one, i) => 1e20 * (i + 1) * (i % 2 ? -1 : 1));
    const at = graph.input('x', [3, 4]);
    graph.output(graph.node('Gemm', [at, graph.constant(w, [4, 3]), graph.constant(bias, dims)]), null);
    const network = await asked(graph.model(21, 10), 3);
    const all = Float32Array.of(...x, ...x, ...x);
    const logits = await network.deployed(all);
    for (const y of [0, 1, 2]) {
      const { margins } = await network.ask({ x: all, epsilon: [0, 0, 0], classes: [y, y, y] });
      for (const [row, found] of margins.entries()) {
        for (const j of [0, 1, 2].filter((one) => one !== y))
          expect(found[j]).toBeLessThanOrEqual(logits[row]![y]! - logits[row]![j]!);
      }
    }
    await network.release();
  });

  it.each(['Relu', 'Identity', 'Neg'])('may be none: %s is last', async (operator) => {
    const graph = new GraphBuilder('last');
    graph.output(graph.node(operator, [graph.input('x', ['batch', 4])]), null);
    const network = await asked(graph.model(21, 10), 1);
    const [logits] = await network.deployed(x);
    const [row] = (await network.ask({ x, epsilon: [0], classes: [3] })).margins;
    for (const j of [0, 1, 2]) {
      expect(row![j]).toBeLessThanOrEqual(logits![3]! - logits![j]!);
      expect(row![j]).toBeGreaterThan(logits![3]! - logits![j]! - 1e-6);
    }
    await network.release();
  });
});

it('has no positive margin for classes that tie', async () => {
  const tied = {
    features: 3,
    classes: 2,
    w: Float32Array.of(1, 1, -2, -2, 0.3, 0.3),
    b: Float32Array.of(5, 5),
  };
  const network = await asked(model(tied), 1);
  const [row] = (await network.ask({ x: Float32Array.of(1, 2, 3), epsilon: [0], classes: [0] })).margins;
  await network.release();
  expect(row![1]).toBeLessThanOrEqual(0);
  expect(row![1]).toBeGreaterThan(-1e-4);
});

describe('behind a softmax', () => {
  const layer = dense(4, 3);
  const x = Float32Array.of(0.3, -0.4, 0.2, 0.7);
  const marginsOf = async (operator: string, options: Options = {}) => {
    const graph = new GraphBuilder('tail');
    const { features, classes, w, b } = layer;
    const at = graph.input('x', ['batch', features]);
    const logits = graph.node('Gemm', [at, graph.constant(w, [features, classes]), graph.constant(b)]);
    graph.output(graph.node(operator, [logits]), null);
    const network = await asked(graph.model(21, 10), 1, options);
    const [row] = (await network.ask({ x, epsilon: [0.01], classes: [0] })).margins;
    await network.release();
    return row!;
  };

  it.each(['Softmax', 'LogSoftmax'])('asks for so much more that %s keeps them apart', async (operator) => {
    const [plain, found] = [await marginsOf('Identity'), await marginsOf(operator)];
    for (const j of [1, 2]) {
      expect(found[j]).toBeLessThan(plain[j]! - 0.9 * 2 ** -16);
      expect(found[j]).toBeGreaterThan(plain[j]! - 1.1 * 2 ** -16);
    }
    const real = { arithmetic: 'real' } as const;
    expect(await marginsOf(operator, real)).toEqual(await marginsOf('Identity', real));
  });
});
