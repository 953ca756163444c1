import { describe, expect, it } from 'vitest';
import { floatDown, gamma } from '../../../../src/graph/float32.ts';
import { asked } from '../../rewrites/interval/asked.ts';
import { fixed, rough, whole } from '../../rewrites/interval/exactly.ts';
import { averagePool, reduction, runningSum } from '../kernels/pool.ts';
import { convolution, transposedConvolution } from '../kernels/convolution.ts';
import { biasOf, size, type Layer } from '../kernels/layer.ts';
import { generalProduct, matrixProduct } from '../kernels/product.ts';
import { drawn, HOSTILE } from './hostile.ts';
import { factorsOf, layerModel } from './layer-model.ts';
import { points, some, trial } from './layer-trial.ts';
import { sums } from './orders.ts';

const square = (side: number, kernel: number, pad = 0) => ({
  image: [side, side],
  kernel: [kernel, kernel],
  pads: [pad, pad, pad, pad],
});

/** Of every kind that the engine has a kernel of its own for; the first axis holds the samples. */
const LAYERS: readonly Layer[] = [
  generalProduct({ rows: 4, inner: 7, columns: 5 }),
  generalProduct({ rows: 4, inner: 300, columns: 3 }, { w: true }),
  generalProduct({ rows: 2, inner: 1300, columns: 2 }),
  matrixProduct({ rows: 4, inner: 33, columns: 4 }),
  convolution({ batch: 4, channels: 3, filters: 5, ...square(4, 3, 1) }),
  convolution({ batch: 4, channels: 16, filters: 16, ...square(4, 3, 1), bias: false }),
  convolution({ batch: 4, channels: 16, filters: 16, ...square(4, 3, 1), group: 16 }),
  convolution({
    batch: 4,
    channels: 6,
    filters: 4,
    ...square(5, 3, 2),
    group: 2,
    strides: [2, 2],
    dilations: [2, 1],
  }),
  convolution({ batch: 4, channels: 8, filters: 3, image: [9], kernel: [5], pads: [2, 2] }),
  transposedConvolution({ batch: 4, channels: 4, filters: 3, ...square(3, 2), strides: [2, 2] }),
  { ...averagePool(3, 5, 2, 2), x: [2, 3, 5, 5] },
  reduction('ReduceMean', [4, 5, 33], [2]),
  reduction('ReduceSum', [4, 67, 2], [1]),
  runningSum(4, 40),
];

describe.each(LAYERS)('$name', (layer) => {
  it.each(Object.entries(HOSTILE))(
    'holds sums in every order, of numbers that are %s',
    async (_, hostile) => {
      const one = await trial(layer, hostile);
      const { lower, upper } = one.ends;
      expect(lower.length).toBe(size(layer.y));
      const wrong: string[] = [];
      for (const output of some(lower.length)) {
        const { places, weights } = factorsOf(layer, output, one.w);
        const bias = layer.bias > 0 ? one.b[biasOf(layer, output)]! : 0;
        for (const point of points(one, places, weights)) {
          for (const [order, y] of sums(point, weights, bias)) {
            if (Number.isFinite(lower[output]!) && y >= lower[output]! && y <= upper[output]!) continue;
            wrong.push(`${output}, ${order}: ${y} is not in [${lower[output]}, ${upper[output]}]`);
          }
        }
      }
      expect(wrong.slice(0, 5)).toEqual([]);
    },
  );
});

describe.each(LAYERS)('in real arithmetic, $name', (layer) => {
  it.each(Object.entries(HOSTILE))('holds the exact sum, of numbers that are %s', async (_, hostile) => {
    const one = await trial(layer, hostile, { arithmetic: 'real' });
    const wrong: string[] = [];
    for (const output of some(one.ends.lower.length)) {
      const { places, weights } = factorsOf(layer, output, one.w);
      const bias = layer.bias > 0 ? one.b[biasOf(layer, output)]! : 0;
      for (const point of points(one, places, weights)) {
        const [low, high] = [one.ends.lower[output]!, one.ends.upper[output]!];
        const products = weights.map((w, i) => fixed(w) * fixed(point[i]!));
        const exact = products.reduce((sum, term) => sum + term, whole(bias));
        if (!(Number.isFinite(low) && whole(low) <= exact && exact <= whole(high)))
          wrong.push(`${output}: ${rough(exact)} is not in [${low}, ${high}]`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

it('leaves room for the roundings of the longest part, where a sum is taken in parts', async () => {
  const layer = generalProduct({ rows: 1, inner: 1300, columns: 2 });
  const one = await trial(layer, HOSTILE['ordinary']!);
  for (const output of [0, 1]) {
    const { places, weights } = factorsOf(layer, output, one.w);
    const terms = places.reduce((sum, place, i) => sum + Math.abs(one.x[place]! * weights[i]!), 0);
    const radius = (one.ends.upper[output]! - one.ends.lower[output]!) / 2;
    expect(radius / terms).toBeGreaterThan(gamma(1300) + (1300 / 3) * 2 ** -24);
    expect(radius / terms).toBeLessThan(1.5 * gamma(1300));
  }
});

describe('a box around zero', () => {
  const layers = [generalProduct({ rows: 1, inner: 300, columns: 4 }), LAYERS[5]!, LAYERS[4]!];
  it.each(layers)('has room for the roundings at its corners: $name', async (layer) => {
    const wrong: string[] = [];
    for (const [kind, { w }] of Object.entries(HOSTILE)) {
      const weights = drawn(size(layer.w), w, 2);
      const network = await asked(layerModel(layer, weights, new Float32Array(layer.bias)), layer.x[0]!, {
        trace: true,
      });
      const x = new Float32Array(size(layer.x));
      const epsilon = Array.from({ length: layer.x[0]! }, () => 1);
      const { lower, upper } = [...(await network.ask({ x, epsilon })).ends.values()].at(-1)!;
      await network.release();
      for (const output of some(lower.length)) {
        const factors = factorsOf(layer, output, weights).weights;
        for (const side of [1, -1]) {
          const corner = factors.map((one) => side * Math.sign(one));
          for (const [order, y] of sums(corner, factors, 0))
            if (!(lower[output]! <= y && y <= upper[output]!))
              wrong.push(`${kind}, ${output}, ${order}: ${y}`);
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

describe('a sum of five thousand', () => {
  const layer = generalProduct({ rows: 2, inner: 5000, columns: 2 });
  it.each(['half units', 'cancelling', 'of all sizes'])(
    'holds every order, of numbers that are %s',
    async (kind) => {
      const one = await trial(layer, HOSTILE[kind]!);
      for (let output = 0; output < 4; output++) {
        const { places, weights } = factorsOf(layer, output, one.w);
        for (const point of points(one, places, weights).slice(0, 2)) {
          for (const [order, y] of sums(point, weights, one.b[output % 2]!)) {
            expect([order, one.ends.lower[output]! <= y && y <= one.ends.upper[output]!]).toEqual([
              order,
              true,
            ]);
          }
        }
      }
    },
  );
});

describe.each([
  ['float32', 3, 3],
  // parts of a sum are rounded less often than all of it
  ['real', 2, 0.25],
] as const)('in %s arithmetic', (arithmetic, roundings, least) => {
  it.each([LAYERS[0]!, LAYERS[4]!, LAYERS[13]!])(
    `leaves room for the roundings of all terms, and not for one more than ${roundings}: $name`,
    async (layer) => {
      const one = await trial(layer, HOSTILE['ordinary']!, { arithmetic });
      const perRow = one.ends.lower.length / layer.x[0]!;
      for (let output = 0; output < perRow; output++) {
        const { places, weights } = factorsOf(layer, output, one.w);
        const bias = layer.bias > 0 ? Math.abs(one.b[biasOf(layer, output)]!) : 0;
        const terms = places.reduce((sum, place, i) => sum + Math.abs(one.x[place]! * weights[i]!), bias);
        if (places.length < 20 && layer.operator === 'CumSum') continue;
        const radius = (one.ends.upper[output]! - one.ends.lower[output]!) / 2;
        const most = layer.operator === 'CumSum' ? 40 : places.length;
        expect(radius).toBeGreaterThan(floatDown(least * gamma(most) * terms) - 2 ** -24 * terms);
        expect(radius).toBeLessThan((roundings + 1) * gamma(27 + most) * terms);
      }
    },
  );
});
