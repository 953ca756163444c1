import { describe, expect, it } from 'vitest';
import { LARGEST_REACH } from '../../src/certify/statistics/noise-table.ts';
import { STAGES } from '../../src/certify/statistics/keystream.ts';
import { Noise } from '../../src/certify/statistics/noise.ts';
import type { NoiseLaw } from '../../src/certify/statistics/noises/law.ts';
import { leadOf } from '../../src/certify/statistics/radii/lead.ts';
import { nextDown, nextUp } from '../../src/certify/statistics/rounding.ts';
import { chiSquareScore } from '../certify/chi-square.ts';
import { key } from '../certify/numbers.ts';

/** A law at one scale, on a grid of step 1, and P(J = j) from its formula. */
export interface NoiseCase {
  readonly scale: number;
  readonly probability: (j: number) => number;
}

const ONE = 2n ** 64n;
/** Less than this, of 2^64, is not told apart near 1 by doubles. */
const ENOUGH = 2n ** 44n;

/** Where no step is known, one near a `fineness`th of the scale is chosen, a power of two; the table holds it whatever the scale. */
export function finenessLaws(law: NoiseLaw): void {
  describe(`a grid that is chosen for ${law.name} noise`, () => {
    it('is fine, and its reach fits the table', () => {
      for (let i = 0; i < 64; i++) {
        const scale = 2 ** (i / 64 - 3);
        const step = 2 ** Math.round(Math.log2(scale / law.fineness));
        expect(scale / step).toBeGreaterThan(256);
        expect(law.reach(scale, step)).toBeLessThanOrEqual(LARGEST_REACH);
        expect(law.allowance(scale, step, 150_528)).toBeLessThan(1e-9);
      }
    });
  });
}

/** Draws follow the law; its radius is attained by half-lines, and a step further they answer another class. */
export function noiseLaws(law: NoiseLaw, cases: readonly NoiseCase[]): void {
  describe.each(cases)(`${law.name} noise of scale $scale`, ({ scale, probability }) => {
    const reach = law.reach(scale, 1);
    const places = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
    const thresholds = law.thresholds(scale, 1);
    /** 2^64·P(J ≤ j), as drawn. */
    const atMost = (j: number): bigint =>
      j < -reach ? 0n : (thresholds[Math.min(j + reach, thresholds.length)] ?? ONE);
    const atLeast = (j: number): bigint => ONE - atMost(j - 1);

    it('has ascending thresholds of its probabilities', () => {
      expect(places.every((j) => atMost(j) >= atMost(j - 1))).toBe(true);
      const off = places.map((j) => Math.abs(Number(atMost(j) - atMost(j - 1)) / 2 ** 64 - probability(j)));
      expect(Math.max(...off)).toBeLessThan(1e-14);
      expect(places.reduce((sum, j) => sum + probability(j), 0)).toBeCloseTo(1, 12);
    });

    it('is drawn with its probabilities', () => {
      const grid = { step: 1, low: 0, high: 4 * reach + 4 };
      const centre = 2 * reach + 2;
      const noise = new Noise(grid, scale, 100, key(41), law);
      const out = new Float32Array(400_000);
      noise.fill(out, new Int32Array(100).fill(centre), { stage: STAGES.estimation, sample: 0, draw: 0 });
      const counts = new Float64Array(places.length);
      for (const x of out) counts[x - centre + reach]! += 1;
      if (thresholds.length === 0) expect(counts[reach]).toBe(out.length);
      else {
        const expected = places.map(probability);
        expect(Math.abs(chiSquareScore(counts, expected))).toBeLessThan(3.5);
        // and would be told from the same a little further on
        const moved = Math.ceil(reach / 20);
        const further = [...new Array<number>(moved).fill(0), ...expected.slice(0, -moved)];
        expect(chiSquareScore(counts, further)).toBeGreaterThan(6);
      }
      expect(noise.ends).toEqual([0 - law.clip(scale, 1), grid.high + law.clip(scale, 1)]);
    });

    // A below, B above, neither between: what a perturbation of one coordinate does most harm to
    const rivals = [-2, -1, 0, 1, 2, 3, 5, 8, 13, 21, 34].flatMap((a) =>
      [1, 2, 3, 5, 9].map((gap) => ({ a, b: a + gap })),
    );
    const open = rivals.filter(
      ({ a, b }) => atMost(a) > atLeast(b) && ONE - atMost(a) > ENOUGH && atLeast(b) > ENOUGH,
    );

    it('has a radius that half-lines attain, and beyond which they answer the other class', () => {
      expect(open.length > 0).toBe(reach > 1);
      for (const { a, b } of open) {
        const lead = {
          lower: nextDown(Number(atMost(a)) / 2 ** 64),
          rival: nextUp(Number(atLeast(b)) / 2 ** 64),
        };
        const radius = law.radius(lead, scale, 1);
        // shift: the first whole number of steps after which A does not lead any more
        let shift = 0;
        while (atMost(a - shift) - atLeast(b - shift) > 4n) shift++;
        expect(radius).toBeLessThanOrEqual(shift);
        expect(radius).toBeGreaterThan(shift - 1 - 1e-9);
        const even = atMost(a - shift) - atLeast(b - shift) >= -4n;
        if (even) expect(radius).toBeGreaterThan(shift * (1 - 1e-9));
        const beyond = even ? shift + 1 : shift;
        expect(atMost(a - beyond) < atLeast(b - beyond)).toBe(true);
      }
    });

    it('scales with the grid', () => {
      const lead = leadOf(0.9);
      const ratio = law.radius(lead, scale / 8, 1 / 8) / law.radius(lead, scale, 1);
      expect(ratio).toBeCloseTo(1 / 8, 14);
    });

    it('encloses the radius of a class alone, and knows none for one half', () => {
      for (const p of [0.500001, 0.6, 0.75, 0.9, 0.999, 1 - 2 ** -53]) {
        const [radius, most] = [law.radius(leadOf(p), scale, 1), law.most(p, scale, 1)];
        const alone = law.alone?.(p, scale, 1) ?? radius;
        expect(Math.max(radius, alone)).toBeLessThan(most);
        expect(most - alone).toBeLessThan(1e-8 * most);
        const threshold = law.threshold?.(radius, scale, {});
        if (threshold) expect(Math.abs(threshold.high - p)).toBeLessThan(1e-14);
      }
      expect([0, 0.3, 0.5].map((p) => law.most(p, scale, 1))).toEqual([0, 0, 0]);
      expect(law.most(1, scale, 1)).toBeGreaterThanOrEqual(law.radius(leadOf(1), scale, 1));
    });

    it('proves nothing without a lead', () => {
      for (const lead of [leadOf(0.5), leadOf(0.3), { lower: 0.2, rival: 0.2 }, { lower: NaN, rival: 0.1 }])
        expect(law.radius(lead, scale, 1)).toBe(0);
    });

    it('has a finite radius at a lower bound of 1', () => {
      expect(law.radius({ lower: 1, rival: 0 }, scale, 1)).toBeLessThan(400 * scale + 1);
      expect(law.radius({ lower: 1, rival: 0 }, scale, 1)).toBeGreaterThanOrEqual(
        law.radius({ lower: 1 - 2 ** -53, rival: 2 ** -53 }, scale, 1),
      );
    });

    it('has an allowance for every coordinate', () => {
      const [one, many] = [law.allowance(scale, 1, 1), law.allowance(scale, 1, 1000)];
      expect(many).toBeGreaterThanOrEqual(1000 * one * (1 - 1e-12));
      expect(many).toBeLessThan(1e-10);
    });
  });
}
