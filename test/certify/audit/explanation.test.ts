import { describe, expect, it } from 'vitest';
import { merit } from '../../../src/certify/audit/explanation.ts';
import type { Claim } from '../../../src/certify/audit/log.ts';
import { audited, rowOf, simulated, threeDigits } from './simulated.ts';

const MADE: readonly Claim[] = [
  { n: 1000, alpha: 0.001, sigma: 0.25 },
  { n: 100_000, alpha: 0.001, sigma: 0.5 },
  { n: 10_000, alpha: 0.05, sigma: 1 },
];
const FULL = String;

/** Claims that are wrong in one parameter. More draws than were made show only where radii have their digits. */
const lies = (made: Claim): readonly Claim[] => [
  { ...made, alpha: made.alpha * 2 },
  { ...made, alpha: made.alpha / 10 },
  { ...made, n: made.n / 10 },
  { ...made, sigma: made.sigma / 2 },
  { ...made, sigma: made.sigma * 255 },
];

describe.each(MADE)('a log made with n = $n, alpha = $alpha, sigma = $sigma', (made) => {
  it.each([
    ['three digits', threeDigits],
    ['all digits', FULL],
  ])('printed with %s contradicts every claim but the true one, and names what it was', (_, print) => {
    const rows = simulated(made, print);
    const honest = audited(made, rows);
    expect([honest.share_consistent, honest.explanations]).toEqual([1, []]);
    for (const claim of lies(made)) {
      const { share_consistent, explanations } = audited(claim, rows);
      const parameter = (['alpha', 'n', 'sigma'] as const).find((name) => claim[name] !== made[name])!;
      expect(share_consistent, JSON.stringify(claim)).toBeLessThan(1);
      expect(explanations[0], JSON.stringify(claim)).toMatchObject({ parameter, misfits: 0 });
      expect(explanations[0]!.value / made[parameter]).toBeCloseTo(1, 12);
      expect(explanations[0]!.ratio).toBe(explanations[0]!.value / claim[parameter]);
      expect(explanations[0]!.unanimous).toBeGreaterThanOrEqual(30);
    }
  });
});

it.each(MADE)('tells a hundred draws more from $n, where radii have their digits', (made) => {
  const { explanations } = audited({ ...made, n: made.n + 100 }, simulated(made, FULL));
  expect(explanations[0]).toMatchObject({ parameter: 'n', value: made.n, misfits: 0 });
});

it('finds values that nobody uses', () => {
  const made = { n: 5347, alpha: 0.0137, sigma: 0.37 };
  const rows = simulated(made, FULL);
  for (const parameter of ['alpha', 'n', 'sigma'] as const) {
    const [best] = audited(
      { ...made, [parameter]: made[parameter] === 5347 ? 5000 : 0.25 },
      rows,
    ).explanations;
    expect(best).toMatchObject({ parameter, value: made[parameter], misfits: 0 });
  }
});

it('names no value twice that is the same but for its last digits', () => {
  const rows = simulated(MADE[0]!, FULL);
  const { explanations } = audited({ ...MADE[0]!, sigma: 0.5 }, rows);
  expect(explanations.map(({ value }) => value)).toEqual([0.25]);
});

it('explains a log with a misprint, and counts it', () => {
  const made = MADE[0]!;
  const rows = simulated(made, FULL).map((row, i) => (i === 7 ? rowOf(7, '0.123456789012') : row));
  const { explanations, counts } = audited({ ...made, alpha: 0.01 }, rows);
  expect(explanations[0]).toMatchObject({ parameter: 'alpha', value: 0.001, misfits: 1 });
  expect(counts.off_ladder).toBeGreaterThan(200);
  expect(audited(made, rows).counts.off_ladder).toBe(1);
});

it('puts the truth but for a misprint before ladders that fit anything, and a truth without one before all', () => {
  const rows = simulated(MADE[0]!, (x) => x.toFixed(3));
  const claim = { ...MADE[0]!, alpha: 0.002 };
  const misprinted = audited(claim, [...rows, rowOf(300, '0.600')]).explanations;
  expect(misprinted[0]).toMatchObject({ parameter: 'alpha', value: 0.001, misfits: 1 });
  const dense = misprinted.filter(({ misfits }) => misfits === 0);
  expect(dense.length).toBeGreaterThan(0);
  expect(dense.every(({ parameter, value }) => parameter === 'n' && value > 10_000)).toBe(true);
  expect(audited(claim, rows).explanations[0]).toMatchObject({ value: 0.001, misfits: 0 });
});

it('weighs surprise against digits, misfits and the absence of unanimous votes', () => {
  const fit = { surprise: 50, misfits: 0, unanimous: 1 };
  const common = merit(fit, 'alpha', 0.001);
  expect(common).toBeCloseTo(50 - Math.log2(10), 12);
  expect(merit(fit, 'alpha', 0.00123)).toBeCloseTo(50 - 4 * Math.log2(10), 12);
  expect(merit({ ...fit, unanimous: 0 }, 'alpha', 0.001)).toBeCloseTo(common - Math.log2(10), 12);
  expect(merit({ ...fit, misfits: 2 }, 'alpha', 0.001)).toBe(common - 32);
});

it('says of a claim that would fit any log that another fits much better', () => {
  const rows = simulated(MADE[0]!, FULL);
  const { share_consistent, surprise, explanations } = audited({ ...MADE[0]!, n: 100_000_000 }, rows);
  expect(share_consistent).toBeLessThan(1);
  const coarse = simulated(MADE[0]!, (x) => x.toFixed(3));
  const vague = audited({ ...MADE[0]!, n: 100_000_000 }, coarse);
  expect([vague.share_consistent, vague.surprise, vague.unanimous]).toEqual([1, 0, 0]);
  expect(vague.explanations[0]).toMatchObject({ parameter: 'n', value: 1000, misfits: 0 });
  expect(vague.explanations[0]!.surprise).toBeGreaterThan(8);
  expect(explanations[0]).toMatchObject({ parameter: 'n', value: 1000 });
  expect(surprise).toBeLessThan(explanations[0]!.surprise);
});

it('finds nothing for radii that come from no ladder', () => {
  const rows = Array.from({ length: 200 }, (_, i) => rowOf(i, String(0.3 + ((i * 0.618_033_988_75) % 1))));
  const { share_consistent, explanations } = audited({ n: 1000, alpha: 0.001, sigma: 0.5 }, rows);
  expect(share_consistent).toBeLessThan(0.05);
  expect(explanations).toEqual([]);
});
