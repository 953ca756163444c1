import { expect, it } from 'vitest';
import { Hesitations } from '../../../src/service/report/hesitations.ts';
import { aRow } from '../../support/records.ts';

it('counts what abstentions lean to and what bounds cannot rule out, the most frequent first', () => {
  const hesitations = new Hesitations();
  const abstained = (label: number | null, candidate: number | null) =>
    hesitations.add(aRow(0, { label, verdict: 'abstained', evidence: { candidate, runner_up: 9 } }));
  abstained(4, 7);
  abstained(2, 3);
  abstained(4, 7);
  abstained(null, null);
  hesitations.add(aRow(1, { label: 2, verdict: 'undecided', evidence: { candidate: 9, runner_up: 3 } }));
  hesitations.add(aRow(2, { label: 1, verdict: 'certified', evidence: { candidate: 1 } }));
  hesitations.add(aRow(3, { label: 1, verdict: 'predicted', evidence: { candidate: 1 } }));
  hesitations.add(aRow(4, { label: 0, verdict: 'undecided', evidence: {} }));
  expect(hesitations.list()).toEqual([
    { label: 2, other: 3, count: 2 },
    { label: 4, other: 7, count: 2 },
    { label: 0, other: null, count: 1 },
    { label: null, other: null, count: 1 },
  ]);
  expect(hesitations.pairs).toBe(4);
});
