import { describe, expect, it } from 'vitest';
import { enclosure } from '../../support/interval/enclosure.ts';
import { outputEnds } from '../../support/interval/ends.ts';
import { compiled, modelOf } from '../../support/interval/network.ts';
import { ballRegions, boxRegions } from '../../support/interval/regions.ts';
import type { FloatBox } from '../../support/vnncomp/box.ts';
import { maxPools, residual, type Fixture, type OutputBounds } from '../../support/vnncomp/fixtures.ts';

const samplesOf = ({ inputs }: Fixture) => inputs.map((input) => Float32Array.from(input));

/** By how much ends lie outside of the reference's, relative to the distance of those: negative where they are within. */
const excesses = (ends: readonly FloatBox[], { lower, upper }: OutputBounds): readonly number[] =>
  ends.flatMap((box, row) =>
    lower[row]!.flatMap((low, i) => {
      const high = upper[row]![i]!;
      return [low - box.lower[i]!, box.upper[i]! - high].map((excess) => excess / (high - low));
    }),
  );

const boxesAround = (samples: readonly Float32Array[], epsilon: number): readonly FloatBox[] =>
  samples.map((x) => ({
    lower: x.map((value) => value - epsilon),
    upper: x.map((value) => value + epsilon),
  }));

describe('normalisation and a residual join', () => {
  const fixture = residual();
  const samples = samplesOf(fixture);
  const reference = (norm: 'linf' | 'l2') =>
    fixture.bounds.find((one) => one.method === 'IBP' && one.norm === norm)!;

  it.each([
    ['float32', 1e-3],
    ['real', 8e-4],
  ] as const)('has the bounds of plain intervals, and rounding, in %s', async (arithmetic, rounding) => {
    const network = await compiled(fixture.network, samples.length);
    const ends = await outputEnds(network, { arithmetic, norm: 'linf' }, samples, fixture.epsilon);
    const all = excesses(ends, reference('linf'));
    expect(Math.min(...all)).toBeGreaterThan(0);
    expect(Math.max(...all)).toBeLessThan(rounding);
  });

  it.each(['float32', 'real'] as const)(
    'is a little tighter in L2, at padded borders, in %s',
    async (arithmetic) => {
      const network = await compiled(fixture.network, samples.length);
      const ends = await outputEnds(network, { arithmetic, norm: 'l2' }, samples, fixture.epsilon);
      const all = excesses(ends, reference('l2'));
      expect(Math.max(...all)).toBeLessThan(0);
      expect(Math.min(...all)).toBeGreaterThan(-0.012);
    },
  );

  it('holds what the engine gives, in both norms', async () => {
    const network = await compiled(fixture.network, samples.length);
    const model = modelOf(fixture.network);
    const balls = samples.map((x) => ({ x, epsilon: Math.fround(fixture.epsilon) }));
    const regions = [boxRegions(boxesAround(samples, fixture.epsilon), 30), ballRegions('l2', balls, [], 15)];
    for (const one of regions) {
      const { compared, unknown, escaped } = await enclosure(network, model, one);
      expect(escaped.slice(0, 5)).toEqual([]);
      expect(unknown).toBe(0);
      expect(compared).toBeGreaterThan(10_000);
    }
  });
});

/** How many times as far apart as CROWN's ends ours are, at most: pools make one method better here, the other there. */
const WIDER = 2;

describe.each(maxPools())('$network', (fixture) => {
  const samples = samplesOf(fixture);

  it('has bounds that are not much wider than a better method gives', async () => {
    const network = await compiled(fixture.network, samples.length);
    const ends = await outputEnds(network, { arithmetic: 'float32', norm: 'linf' }, samples, fixture.epsilon);
    const [crown] = fixture.bounds;
    for (const [row, { lower, upper }] of ends.entries()) {
      for (const [i, low] of lower.entries()) {
        const width = crown!.upper[row]![i]! - crown!.lower[row]![i]!;
        expect(upper[i]! - low).toBeLessThan(WIDER * width + 1e-5);
        expect(fixture.outputs[row]![i]).toBeGreaterThan(low);
        expect(fixture.outputs[row]![i]).toBeLessThan(upper[i]!);
      }
    }
  });

  it('has bounds that hold what the engine gives', async () => {
    const network = await compiled(fixture.network, samples.length);
    const boxes = boxesAround(samples, fixture.epsilon);
    const { compared, unknown, escaped } = await enclosure(
      network,
      modelOf(fixture.network),
      boxRegions(boxes, 200),
    );
    expect(escaped.slice(0, 5)).toEqual([]);
    expect(unknown).toBe(0);
    expect(compared).toBeGreaterThan(10_000);
  });
});
