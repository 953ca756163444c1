import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { biasOf, feedsOf, type Layer, modelOf, size } from './kernels/layer.ts';
import { LAYERS } from './kernels/layers.ts';
import { Sum } from './kernels/sum.ts';

/*
 * What the rounding terms of linear bounds rest on: every element of y is a sum of its own products, each with float32's
 * precision, in some order. Transforms that share work between elements (Winograd, FFT, Strassen) and products of reduced
 * precision would break them.
 */

const UNIT = 2 ** -24;
const LEAST = 2 ** -149;

/** Numbers in (0, 1), the same in every run. */
function stream(seed: number): () => number {
  let state = seed * 2 + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Draw = (random: () => number) => number;

/** Terms that cancel; terms of very different size; products below the normal range. */
const KINDS: Readonly<Record<string, { readonly x: Draw; readonly w: Draw }>> = {
  cancelling: { x: (r) => 1000 + r(), w: (r) => (r() < 0.5 ? -1 : 1) * (1 + r() * 2 ** -10) },
  ordinary: { x: (r) => 2 * r() - 1, w: (r) => 2 * r() - 1 },
  wide: { x: (r) => (r() - 0.5) * 2 ** (40 * r() - 20), w: (r) => (r() - 0.5) * 2 ** (40 * r() - 20) },
  underflowing: { x: (r) => (r() - 0.5) * 2 ** -120, w: (r) => (r() - 0.5) * 2 ** (-20 * r()) },
};

const fill = (length: number, draw: Draw, random: () => number) =>
  Float32Array.from({ length }, () => draw(random));

interface Trial {
  readonly x: Float32Array;
  readonly w: ArrayLike<number>;
  readonly b: Float32Array;
  run(x: Float32Array): Promise<Float32Array>;
}

async function trial(layer: Layer, { x, w }: { readonly x: Draw; readonly w: Draw }): Promise<Trial> {
  const random = stream(size(layer.w) + size(layer.x));
  const given = {
    x: fill(size(layer.x), x, random),
    w: typeof layer.weights === 'string' ? fill(size(layer.w), w, random) : layer.weights,
    b: fill(layer.bias, (r) => x(r) * w(r), random),
  };
  const constant = Float32Array.from(given.w);
  const program = await evaluator.load(modelOf(layer, constant, given.b));
  return {
    ...given,
    run: async (fed) => (await program.run(feedsOf(layer, fed, constant)))['y']!.data as Float32Array,
  };
}

/** The largest error of an element of y as a share of γ_(n+1) (|W||x| + |b|) + (n+1)·2^−149, for its n products. */
function worstShare(layer: Layer, { x, w, b }: Trial, y: Float32Array): number {
  let worst = 0;
  for (let at = 0; at < y.length; at++) {
    const sum = new Sum();
    let roundings = 1;
    if (layer.bias > 0) sum.add(b[biasOf(layer, at)]!);
    layer.terms(at, (i, j) => {
      roundings++;
      sum.add(x[i]! * w[j]!);
    });
    const gamma = (roundings * UNIT) / (1 - roundings * UNIT);
    const share = sum.distance(y[at]!) / (gamma * sum.absolute + roundings * LEAST);
    if (!(share <= worst)) worst = share;
  }
  return worst;
}

/** The elements of y that have a product with x at each of some places. */
function reach(layer: Layer, places: readonly number[]): Set<number>[] {
  const found = places.map(() => new Set<number>());
  for (let at = 0; at < size(layer.y); at++) layer.terms(at, (i) => found[places.indexOf(i)]?.add(at));
  return found;
}

const bits = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);

describe.each(LAYERS)('$name', (layer) => {
  it('sums products of float32 precision', async () => {
    expect(size(layer.y)).toBeGreaterThan(0);
    for (const [kind, draws] of Object.entries(KINDS)) {
      const one = await trial(layer, draws);
      const y = await one.run(one.x);
      expect(y.length).toBe(size(layer.y));
      expect([kind, worstShare(layer, one, y)]).toEqual([kind, expect.toSatisfy((share) => share <= 1)]);
    }
  });

  it('keeps every element free of what it does not sum', async () => {
    const one = await trial(layer, KINDS['ordinary']!);
    const before = bits(await one.run(one.x));
    const last = one.x.length - 1;
    const places = [...new Set([0, Math.floor(last / 2), Math.floor(0.71 * last), last])];
    for (const [at, within] of reach(layer, places).entries()) {
      const after = bits(await one.run(one.x.with(places[at]!, 1e30)));
      const changed = [...after.keys()].filter((output) => after[output] !== before[output]);
      expect(changed.filter((output) => !within.has(output))).toEqual([]);
      expect(changed.length).toBe(within.size);
    }
  });
});

describe('the measure itself', () => {
  const layer = LAYERS.find(({ name }) => name.startsWith('Conv 1×16→16'))!;

  it('sees products of eleven bits, as tensor cores make them', async () => {
    const one = await trial(layer, KINDS['ordinary']!);
    const coarse = one.x.map((value) => Math.round(value * 2 ** 11) / 2 ** 11);
    expect(worstShare(layer, one, await one.run(coarse))).toBeGreaterThan(1);
  });

  it('sees a single product that is missing', async () => {
    const one = await trial(layer, KINDS['cancelling']!);
    expect(worstShare(layer, one, await one.run(one.x.with(5, 0)))).toBeGreaterThan(1);
  });
});
