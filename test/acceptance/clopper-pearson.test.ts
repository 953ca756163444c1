import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../src/certify/statistics/radius.ts';

interface Vector {
  readonly idx: number;
  readonly k: number;
  readonly n: number;
  readonly alphaTwoSided: number;
  readonly lower: number;
  readonly upper: number;
  readonly sigma: number;
  readonly radius: number;
}

const FILE = join(import.meta.dirname, '../../../shared/data/reference/clopper-pearson-vectors.json');
const vectors = JSON.parse(readFileSync(FILE, 'utf8')) as Vector[];

const bounds = vectors.map((vector) => ({
  ...vector,
  ourLower: clopperPearsonLower(vector.k, vector.n, vector.alphaTwoSided / 2),
  ourUpper: clopperPearsonUpper(vector.k, vector.n, vector.alphaTwoSided / 2),
}));
const off = (ours: number, theirs: number) => (ours === theirs ? 0 : Math.abs(ours / theirs - 1));

/**
 * The published numbers are themselves off: compared with forty digits (test/golden/bounds.json has the rows
 * of small k), they are within 9·10^−13 of the truth for k > 1000 and within 2·10^−11 below, on either side.
 */
describe('the thousand published Clopper-Pearson intervals', () => {
  it('are there', () => {
    expect(vectors.length).toBe(1000);
  });

  it.each(['ourLower', 'ourUpper'] as const)('agree with %s to the digits that they have', (which) => {
    const theirs = which === 'ourLower' ? 'lower' : 'upper';
    const common = bounds.filter(({ k }) => k > 1000);
    expect(common.length).toBeGreaterThan(900);
    expect(common.filter((vector) => off(vector[which], vector[theirs]) > 1e-12)).toEqual([]);
    expect(bounds.filter((vector) => off(vector[which], vector[theirs]) > 2e-11)).toEqual([]);
  });

  it('give the published radii', () => {
    const wrong = bounds.filter(({ ourLower, sigma, radius }) => {
      const ours = gaussianRadius(ourLower, sigma);
      return Math.abs(ours - radius) > 1e-11;
    });
    expect(wrong).toEqual([]);
  });
});
