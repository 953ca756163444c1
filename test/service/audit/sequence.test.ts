import { describe, expect, it } from 'vitest';
import type { LogRow } from '../../../src/certify/audit/log.ts';
import { Faults } from '../../../src/service/audit/columns.ts';
import { checkGaps, checkRepeated } from '../../../src/service/audit/sequence.ts';
import type { PlacedRow } from '../../../src/service/audit/sequence.ts';

const place = (indices: readonly number[]): PlacedRow[] =>
  indices.map((idx, i) => ({
    read: { idx } as LogRow,
    row: { cells: {}, where: `line ${i + 2}`, pointer: (column = '') => `#line/${i + 2}/${column}` },
  }));

function check(with_: typeof checkGaps, indices: readonly number[]) {
  const faults = new Faults();
  with_(place(indices), faults);
  return faults.list;
}

describe('samples of a log', () => {
  it('appear once', () => {
    expect(check(checkRepeated, [0, 3, 1])).toEqual([]);
    const [fault, ...others] = check(checkRepeated, [0, 3, 1, 3]);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ code: 'idx_repeated', pointer: '#line/5/idx' });
    expect(fault!.message).toContain('line 3');
  });

  it.each([[[0, 1, 2, 3]], [[7]], [[]], [[0, 20, 40, 60]], [[3, 1, 2, 0]], [[1, 5]]])(
    '%j are all there',
    (indices) => {
      expect(check(checkGaps, indices)).toEqual([]);
    },
  );

  it('are missed where the others show a step', () => {
    const [first, second, ...others] = check(checkGaps, [0, 10, 20, 50, 60, 70, 75]);
    expect(first).toMatchObject({ code: 'rows_missing', pointer: '#line/5/idx' });
    expect(first!.message).toMatch(/between idx 20 and 50 rows are missing: 30, 40;.*`selection`/);
    expect([second, others]).toEqual([undefined, []]);
  });

  it.each([[[0, 1, 5]], [[5, 1, 0]], [[1, 5, 17]], [[0, 2, 3, 7, 8, 12, 15]]])(
    'are missed where no step is that of most: %j',
    (indices) => {
      expect(check(checkGaps, indices)).toMatchObject([{ code: 'rows_missing' }]);
    },
  );

  it('are told to be unevenly spaced, and where', () => {
    const [fault] = check(checkGaps, [12, 0, 1, 2, 5, 7, 9, 11]);
    expect(fault).toMatchObject({ pointer: '#line/6/idx' });
    expect(fault!.message).toMatch(/1 apart at first and 3 from 2 to 5: rows are missing; .*`selection`/);
  });

  it('are counted when many are missing', () => {
    const [fault] = check(checkGaps, [0, 1, 2, 1_000_003]);
    expect(fault!.message).toContain('3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 999990 more');
  });
});
