import { expect, it } from 'vitest';
import { ClassTally } from '../../../src/service/report/class-tally.ts';
import { aRow } from '../../support/records.ts';

it('counts by label what is right, certified that far and without a proof', () => {
  const tally = new ClassTally();
  tally.add(aRow(0, { label: 3, correct: true, radius: 0.5 }));
  tally.add(aRow(1, { label: 3, correct: true, radius: 0.25 }));
  tally.add(aRow(2, { label: 3, correct: false, radius: 2 }));
  tally.add(aRow(3, { label: 3, correct: false, verdict: 'abstained', radius: null }));
  tally.add(aRow(4, { label: 0, correct: true, verdict: 'predicted', radius: null }));
  tally.add(aRow(5, { label: null, correct: null, radius: 1 }));
  expect(tally.rows(0.5)).toEqual([
    { label: 0, samples: 1, right: 1, certified_right: 0, unproved: 0, average_radius: 0 },
    { label: 3, samples: 4, right: 2, certified_right: 1, unproved: 1, average_radius: 0.1875 },
  ]);
  expect(tally.rows(0.25)[1]).toMatchObject({ certified_right: 2 });
});
