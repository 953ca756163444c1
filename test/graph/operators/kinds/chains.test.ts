import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { floatUp, gamma } from '../../../../src/graph/float32.ts';
import { asked } from '../../rewrites/interval/asked.ts';
import { convolution } from '../kernels/convolution.ts';
import { biasOf, type Layer } from '../kernels/layer.ts';
import { generalProduct } from '../kernels/product.ts';
import { drawn, HOSTILE } from './hostile.ts';
import { factorsOf, layerModel, type Before } from './layer-model.ts';
import { points, some, trial, type Trial } from './layer-trial.ts';
import { ORDERS, sums } from './orders.ts';

const SIDE = { image: [4, 4], kernel: [3, 3], pads: [1, 1, 1, 1] };

const LAYERS: readonly Layer[] = [
  generalProduct({ rows: 4, inner: 60, columns: 5 }),
  convolution({ batch: 4, channels: 16, filters: 16, ...SIDE }),
  convolution({ batch: 4, channels: 5, filters: 3, ...SIDE }),
];

/** A product with the unit matrix: a sum, whose value is x. */
const same: Before = (graph, x, layer) => {
  const [, width] = layer.x as [number, number];
  const unit = Float32Array.from({ length: width * width }, (_, at) => (at % (width + 1) === 0 ? 1 : 0));
  if (layer.x.length === 2) return graph.node('Gemm', [x, graph.constant(unit, [width, width])]);
  return graph.node('Conv', [x, graph.constant(unit, [width, width, 1, 1])], { kernel_shape: [1, 1] });
};

const BEFORE: Readonly<Record<string, Before>> = {
  'something rectified': (graph, x) => graph.node('Relu', [x]),
  'a rectified sum': (graph, x, layer) => graph.node('Relu', [same(graph, x, layer)]),
  'a sum': same,
};

/** Results of all orders that do not lie within the bounds; `map` is what becomes of a number before the layer. */
function outside(one: Trial, map: (x: number) => number): readonly string[] {
  const { layer, ends } = one;
  const wrong: string[] = [];
  for (const output of some(ends.lower.length)) {
    const { places, weights } = factorsOf(layer, output, one.w);
    const bias = layer.bias > 0 ? one.b[biasOf(layer, output)]! : 0;
    const [low, high] = [ends.lower[output]!, ends.upper[output]!];
    for (const point of points(one, places, weights)) {
      for (const [order, y] of sums(point.map(map), weights, bias)) {
        if (!(y >= low && y <= high)) wrong.push(`${output}, ${order}: ${y} is not in [${low}, ${high}]`);
      }
    }
  }
  return wrong.slice(0, 5);
}

describe.each(Object.entries(BEFORE))('a sum of %s', (name, before) => {
  const map = name === 'a sum' ? (x: number) => x : (x: number) => Math.max(0, x);

  it.each(LAYERS)('holds every order: $name', async (layer) => {
    for (const [kind, hostile] of Object.entries(HOSTILE)) {
      const mixed = { ...hostile, x: (r: () => number) => (r() < 0.5 ? -1 : 1) * hostile.x(r) };
      for (const numbers of [hostile, mixed])
        expect([kind, outside(await trial(layer, numbers, { before }), map)]).toEqual([kind, []]);
    }
  });
});

it('leaves room for the roundings of what lies between zero and what was rectified', async () => {
  const layer = generalProduct({ rows: 1, inner: 300, columns: 3 });
  const w = drawn(900, HOSTILE['ordinary']!.w, 2);
  const model = layerModel(layer, w, new Float32Array(3), BEFORE['something rectified']);
  const network = await asked(model, 1, { trace: true });
  const { ends } = await network.ask({ x: new Float32Array(300), epsilon: [1] });
  await network.release();
  const { lower, upper } = [...ends.values()].at(-1)!;
  for (let j = 0; j < 3; j++) {
    const terms = factorsOf(layer, j, w).weights.reduce((sum, one) => sum + Math.abs(one), 0);
    // half of the terms is the radius, half the centre: it is rounded by the program, by us, and once more
    expect((upper[j]! - lower[j]!) / terms).toBeGreaterThan(1 + 4 * gamma(300) - 2 ** -22);
    expect((upper[j]! - lower[j]!) / terms).toBeLessThan(1 + 6 * gamma(300));
  }
});

describe.each(['l2', 'l1'] as const)('a sum over an %s ball', (norm) => {
  it.each(LAYERS)('holds every order, where the ball has no width: $name', async (layer) => {
    for (const [kind, hostile] of Object.entries(HOSTILE)) {
      const one = await trial(layer, hostile, { norm });
      const rows = layer.x[0]!;
      // the first row has a width of zero
      for (const output of some(one.ends.lower.length / rows)) {
        const { places, weights } = factorsOf(layer, output, one.w);
        const bias = layer.bias > 0 ? one.b[biasOf(layer, output)]! : 0;
        const [low, high] = [one.ends.lower[output]!, one.ends.upper[output]!];
        const point = places.map((place) => one.x[place]!);
        const wrong = sums(point, weights, bias).filter(([, y]) => !(low <= y && y <= high));
        expect([kind, low, high, wrong]).toEqual([kind, low, high, []]);
      }
    }
  });
});

it('leaves room for roundings in an L1 ball that many coordinates share', async () => {
  const [count, half] = [300, 2 ** -24 * (1 + 2 ** -10)];
  const layer = generalProduct({ rows: 1, inner: count, columns: 1 });
  const w = new Float32Array(count).fill(1);
  const network = await asked(layerModel(layer, w, new Float32Array(1)), 1, { norm: 'l1', trace: true });
  const point = [1, ...new Array<number>(count - 1).fill(half)];
  const epsilon = floatUp(1 + (count - 1) * half);
  const { ends } = await network.ask({ x: new Float32Array(count), epsilon: [epsilon] });
  await network.release();
  const { lower, upper } = [...ends.values()].at(-1)!;
  for (const [order, y] of sums(point, w, 0))
    expect([order, lower[0]! <= -y && y <= upper[0]!]).toEqual([order, true]);
});

it('leaves room for weights that were folded, in real arithmetic too', async () => {
  const x = drawn(60, HOSTILE['ordinary']!.x, 1);
  const w = drawn(240, HOSTILE['ordinary']!.w, 2);
  const radius = async (factors: readonly number[]) => {
    const graph = new GraphBuilder('folded');
    const product = graph.node('Gemm', [graph.input('x', ['batch', 60]), graph.constant(w, [60, 4])]);
    const y = factors.reduce(
      (one, by) => graph.node('Mul', [one, graph.constant([by, by, by, by])]),
      product,
    );
    graph.output(graph.node('Identity', [y]), null);
    const network = await asked(graph.model(21, 10), 1, { trace: true, arithmetic: 'real' });
    expect(network.form.model.graph.nodes.map(({ operator }) => operator)).toEqual(['Gemm']);
    const { lower, upper } = [...(await network.ask({ x, epsilon: [0] })).ends.values()].at(-1)!;
    await network.release();
    return (upper[0]! - lower[0]!) / 2;
  };
  const terms = x.reduce((sum, one, i) => sum + Math.abs(one * w[i * 4]!), 0);
  expect(await radius([0.75, 4 / 3])).toBeGreaterThan((await radius([])) + 1.9 * 2 ** -24 * terms);
});

it('counts what was folded into a bias, where the deployed program adds it bit by bit', async () => {
  const layer = generalProduct({ rows: 1, inner: 8, columns: 6 });
  const [x, w] = [drawn(8, HOSTILE['ordinary']!.x, 1), drawn(48, HOSTILE['ordinary']!.w, 2)];
  const [large, small] = [drawn(6, (r) => 1e6 * (1 + r()), 3), drawn(6, (r) => r(), 4)];
  const graph = new GraphBuilder('folded');
  const product = graph.node('Gemm', [
    graph.input('x', ['batch', 8]),
    graph.constant(w, [8, 6]),
    graph.constant(large),
  ]);
  const back = graph.constant(large.map((one, j) => small[j]! - one));
  graph.output(graph.node('Add', [product, back], {}, { outputs: ['y'] }), null);
  const network = await asked(graph.model(21, 10), 1, { trace: true });
  const { lower, upper } = (await network.ask({ x, epsilon: [0] })).ends.get('y')!;
  await network.release();
  for (let j = 0; j < 6; j++) {
    const { places, weights } = factorsOf(layer, j, w);
    const point = places.map((place) => x[place]!);
    for (const [name, order] of Object.entries(ORDERS)) {
      const y = Math.fround(order(point, weights, large[j]!) + Math.fround(small[j]! - large[j]!));
      expect([name, lower[j]! <= y && y <= upper[j]!]).toEqual([name, true]);
    }
  }
});
