import { describe, expect, it, vi } from 'vitest';
import { gridSteps } from '../../../src/certify/statistics/grid.ts';
import { STAGES, type Stage } from '../../../src/certify/statistics/keystream.ts';
import { noiseReach, noiseThresholds } from '../../../src/certify/statistics/noise-table.ts';
import { Noise } from '../../../src/certify/statistics/noise.ts';
import { NOISES } from '../../../src/certify/statistics/noises/index.ts';
import golden from '../../golden/noise.json' with { type: 'json' };
import others from '../../golden/noises.json' with { type: 'json' };
import { chiSquareScore } from '../chi-square.ts';
import { key } from '../numbers.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('known answers', () => {
  it.each(golden.draws)('draw $draw of sample $sample, stage $stage, sigma $sigma', (known) => {
    const { grid, sigma, seed, stage, sample, draw } = known;
    const places = Int32Array.from(known.places);
    const noise = new Noise(grid, sigma, places.length, bytes(seed));
    const out = new Float32Array(places.length);
    noise.fill(out, places, { stage: stage as Stage, sample, draw });
    expect(Buffer.from(out.buffer).toString('hex')).toBe(known.values);
  });
});

describe('known answers of other laws', () => {
  it.each(others.draws)('draw $draw of sample $sample, $law noise of scale $scale', (known) => {
    const { grid, scale, seed, stage, sample, draw } = known;
    const places = Int32Array.from(known.places);
    const noise = new Noise(
      grid,
      scale,
      places.length,
      bytes(seed),
      NOISES[known.law as keyof typeof NOISES],
    );
    const out = new Float32Array(places.length);
    noise.fill(out, places, { stage: stage as Stage, sample, draw });
    expect(Buffer.from(out.buffer).toString('hex')).toBe(known.values);
  });

  it('do not share tables with one another at the same scale', () => {
    const fills = Object.values(NOISES).map((law) => {
      const out = new Float32Array(1000);
      new Noise(WIDE, 8, 1000, key(1), law).fill(out, new Int32Array(1000), {
        stage: STAGES.estimation,
        sample: 0,
        draw: 0,
      });
      return out.join();
    });
    expect(new Set(fills).size).toBe(fills.length);
  });
});

const WIDE = { step: 1, low: 0, high: 2000 };
const CENTRE = 1000;

/** The whole steps of noise, `rows` draws of d coordinates, far from the grid's ends. */
function steps(
  sigma: number,
  d: number,
  rows: number,
  seed: number,
  stage: Stage = STAGES.estimation,
  sample = 0,
) {
  const noise = new Noise(WIDE, sigma, d, key(seed));
  const out = new Float32Array(rows * d);
  noise.fill(out, new Int32Array(d).fill(CENTRE), { stage, sample, draw: 0 });
  return out.map((x) => x - CENTRE);
}

/** χ² of counted steps against P(J = j) for `sigma`, as a score that is nearly standard normal. */
function stepScore(noise: Float32Array, sigma: number): number {
  const reach = noiseReach(sigma, 1);
  const cumulative = [...noiseThresholds(sigma, 1, reach).map((t) => Number(t) / 2 ** 64), 1];
  const counts = new Float64Array(2 * reach + 1);
  for (const j of noise) counts[j + reach]! += 1;
  return chiSquareScore(
    counts,
    cumulative.map((p, i) => p - (cumulative[i - 1] ?? 0)),
  );
}

describe('the distribution of the steps', () => {
  const draws = 400_000;
  it.each([0.3, 4, 63.75])('fits the exact probabilities at σ/step = %d', (sigma) => {
    const noise = steps(sigma, 100, draws / 100, 11);
    expect(Math.abs(stepScore(noise, sigma))).toBeLessThan(3.5);
  });

  it.each([0.3, 4, 63.75])('would be told from a σ 2 %% larger, at σ/step = %d', (sigma) => {
    const noise = steps(sigma * 1.02, 100, draws / 100, 11);
    expect(stepScore(noise, sigma)).toBeGreaterThan(6);
  });
});

/** Correlation times √n: about standard normal for independent noise. */
function correlation(a: Float32Array, b: Float32Array): number {
  const n = Math.min(a.length, b.length);
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return (ab / Math.sqrt(aa * bb)) * Math.sqrt(n);
}

describe('independence', () => {
  const rows = 1000;
  const d = 64;
  const estimation = steps(10, d, rows, 3);
  const others = {
    'the selection': steps(10, d, rows, 3, STAGES.selection),
    'another sample': steps(10, d, rows, 3, STAGES.estimation, 1),
    'another key': steps(10, d, rows, 4),
    'the next coordinate': estimation.subarray(1),
    'the next draw': estimation.subarray(d),
  };

  it.each(Object.entries(others))('the estimation is not correlated with %s', (_, other) => {
    expect(Math.abs(correlation(estimation, other))).toBeLessThan(4);
    expect(
      Math.abs(
        correlation(estimation.map(Math.abs), other.map(Math.abs)) - Math.sqrt(rows * d) * (2 / Math.PI),
      ),
    ).toBeLessThan(4);
  });

  it('would be missed if the streams were one', () => {
    expect(correlation(estimation, steps(10, d, rows, 3))).toBeGreaterThan(100);
  });
});

describe('fill', () => {
  const grid = { step: 0.125, low: -1, high: 1 };
  const places = Int32Array.from({ length: 37 }, (_, j) => j % 17);
  const noise = new Noise(grid, 0.5, 37, key(8));
  const whole = new Float32Array(37 * 50);
  noise.fill(whole, places, { stage: STAGES.estimation, sample: 4, draw: 100 });

  it.each([1, 3, 7, 49])('gives the same draws %i rows at a time', (size) => {
    const parts = new Float32Array(whole.length);
    for (let row = 0; row < 50; row += size) {
      const part = parts.subarray(row * 37, (row + size) * 37);
      noise.fill(part, places, { stage: STAGES.estimation, sample: 4, draw: 100 + row });
    }
    expect(parts).toEqual(whole);
  });

  it('gives the same draws when they need several pieces of keystream', () => {
    const d = 3000;
    const wide = new Noise(grid, 0.5, d, key(8));
    const centre = new Int32Array(d).fill(8);
    const many = new Float32Array(d * 30);
    const one = new Float32Array(d);
    wide.fill(many, centre, { stage: STAGES.selection, sample: 0, draw: 0 });
    wide.fill(one, centre, { stage: STAGES.selection, sample: 0, draw: 29 });
    expect(many.subarray(29 * d)).toEqual(one);
  });

  it('answers values of the grid only, at most six standard deviations beyond its ends', () => {
    expect(gridSteps(grid)).toBe(16);
    expect(whole.every((x) => Number.isInteger(x / 0.125) && Math.abs(x) <= 1 + 24 * 0.125)).toBe(true);
    const far = new Float32Array(37 * 2000);
    new Noise({ step: 1, low: 0, high: 1 }, 0.26, 37, key(1)).fill(far, new Int32Array(37), {
      stage: STAGES.estimation,
      sample: 0,
      draw: 0,
    });
    expect(Math.max(...new Set(far))).toBeLessThanOrEqual(3);
  });

  it('gives the same draws where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      const rows = new Float32Array(whole.length);
      new Noise(grid, 0.5, 37, key(8)).fill(rows, places, {
        stage: STAGES.estimation,
        sample: 4,
        draw: 100,
      });
      expect(rows).toEqual(whole);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('refuses a sample of another size', () => {
    const draws = { stage: STAGES.selection, sample: 0, draw: 0 } as const;
    expect(() => noise.fill(new Float32Array(38), new Int32Array(38), draws)).toThrow(RangeError);
  });

  it('writes nothing into an empty batch', () => {
    expect(() =>
      noise.fill(new Float32Array(0), places, { stage: STAGES.selection, sample: 0, draw: 0 }),
    ).not.toThrow();
  });
});
