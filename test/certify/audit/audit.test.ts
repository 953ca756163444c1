import { expect, it } from 'vitest';
import { certified, audited, rowOf } from './simulated.ts';

const CLAIM = { n: 1000, alpha: 0.001, sigma: 0.5 };

it('counts what it finds, and holds the log to its word', () => {
  const top = String(certified(CLAIM, 1000));
  const audit = audited(CLAIM, [
    rowOf(0, top),
    rowOf(1, '0.123456789012'),
    rowOf(2, '2.00000000001', { correct: false }),
    rowOf(3, String(certified(CLAIM, 900)), { count: 901 }),
    rowOf(4, String(certified(CLAIM, 950)), { label: 2, correct: true }),
    rowOf(5, '0.0', { abstained: true, predict: null, correct: false }),
  ]);
  expect(audit.findings.map(({ finding }) => finding)).toEqual([
    'consistent',
    'off_ladder',
    'above_top',
    'count_differs',
    'consistent',
    'abstention',
  ]);
  expect(audit.counts).toEqual({
    consistent: 2,
    off_ladder: 1,
    above_top: 1,
    count_differs: 1,
    computed: 0,
    abstention: 1,
  });
  expect(audit).toMatchObject({ share_consistent: 2 / 5, correct_wrong: 2, other_n: 0, unanimous: 1 });
  expect(audit.ladder.map(({ count }) => count)).toEqual([550, 1000]);
});

it('recomputes the accuracy: at the word of the log, and of what it can have proved', () => {
  const { stated, confirmed } = audited(CLAIM, [
    rowOf(0, '0.5'),
    rowOf(1, '0.8', { label: 2 }),
    rowOf(2, '7.5'),
    rowOf(3, '0.0', { abstained: true, predict: null }),
  ]);
  const at = (radius: number, { certified_accuracy }: typeof stated) =>
    certified_accuracy.find((point) => point.radius === radius);
  expect(stated.clean_accuracy).toBe(0.5);
  expect(stated.average_certified_radius).toBe(2);
  expect(at(0.5, stated)).toEqual({ radius: 0.5, value: 0.5, certified: 3 });
  expect(at(0.75, stated)).toEqual({ radius: 0.75, value: 0.25, certified: 2 });
  expect(confirmed.average_certified_radius).toBe(0.125);
  expect(at(0.5, confirmed)).toEqual({ radius: 0.5, value: 0.25, certified: 2 });
  expect(confirmed.certified_accuracy.map(({ radius }) => radius)).toEqual(
    stated.certified_accuracy.map(({ radius }) => radius),
  );
});

it('judges rows with a number of draws of their own by it, and leaves them out of the claim’s test', () => {
  const other = { ...CLAIM, n: 100 };
  const audit = audited(CLAIM, [
    rowOf(0, String(certified(other, 99)), { n: 100 }),
    rowOf(1, null, { n: 100, count: 100 }),
    rowOf(2, String(certified(CLAIM, 990))),
    rowOf(3, String(certified(CLAIM, 980)), { n: 100 }),
  ]);
  expect(audit.findings.map(({ finding, counts }) => [finding, counts])).toEqual([
    ['consistent', [99, 99]],
    ['computed', [100, 100]],
    ['consistent', [990, 990]],
    ['above_top', null],
  ]);
  expect(audit).toMatchObject({ other_n: 3, unanimous: 0, explanations: [] });
  const alone = audited(CLAIM, [rowOf(2, String(certified(CLAIM, 990)))]);
  expect(audit.surprise).toBe(alone.surprise);
});

it('has no share and no ladder where there is nothing to judge', () => {
  const audit = audited({ ...CLAIM, n: 5 }, [rowOf(0, null, { count: 5 })]);
  expect(audit).toMatchObject({ share_consistent: null, ladder: [], surprise: 0, explanations: [] });
  expect(audit.counts.abstention).toBe(1);
});
