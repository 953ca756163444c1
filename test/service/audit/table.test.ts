import { describe, expect, it } from 'vitest';
import { Faults } from '../../../src/service/audit/columns.ts';
import { readTable } from '../../../src/service/audit/table.ts';
import { Refusal } from '../../../src/service/errors.ts';

const HEADER = 'idx\tlabel\tpredict\tradius\tcorrect';

function read(text: string | Uint8Array) {
  const faults = new Faults();
  const rows = readTable(typeof text === 'string' ? Buffer.from(text) : text, faults);
  const found = faults.list.map(({ code, pointer }) => `${code} ${pointer}`);
  return { rows: rows.map(({ cells }) => cells), places: rows, faults: found, list: faults.list };
}

const ROW = { idx: '4', label: '7', predict: '7', radius: '1.87', correct: '1' };

describe('a table', () => {
  it.each([
    ['tabs', `${HEADER}\n4\t7\t7\t1.87\t1\n`],
    ['commas', 'idx,label,predict,radius,correct\n4,7,7,1.87,1'],
    ['Windows lines and a byte order mark', `\uFEFF${HEADER}\r\n4\t7\t7\t1.87\t1\r\n\r\n`],
    ['another order and case', 'Radius,CORRECT,idx,Predict,label\n1.87,1,4,7,7\n'],
    ['spaces around', 'idx, label, predict, radius, correct\n4 , 7, 7, 1.87, 1\n'],
    ['quotes', '"idx","label","predict","radius","correct"\n"4","7","7","1.87","1"\n'],
  ])('with %s', (_, text) => {
    expect(read(text)).toMatchObject({ rows: [ROW], faults: [] });
  });

  it('may have more columns of ours, and names of the results of a job', () => {
    const text =
      'index,label,prediction,radius,correct,seconds,reason,evidence\n4,7,7,1.87,1,0.1,"a, ""b""","{""n"":1}"';
    expect(read(text).rows).toEqual([{ ...ROW, time: '0.1', reason: 'a, "b"', evidence: '{"n":1}' }]);
  });

  it('says where its cells are', () => {
    const [, place] = read(`${HEADER}\n1\t1\t1\t1\t1\n2\t1\t1\t1\t1`).places;
    expect([place!.where, place!.pointer(), place!.pointer('radius')]).toEqual([
      'line 3',
      '#line/3',
      '#line/3/radius',
    ]);
  });

  it.each([
    ['no header', '0\t7\t7\t1.87\t1\n', ['header_missing #line/1']],
    ['nothing', '', ['header_missing #line/1']],
    [
      'other columns',
      'idx;label\n0;1\n',
      ['column_unknown #line/1', 'idx', 'label', 'predict', 'radius', 'correct'],
    ],
    ['a column too few', 'idx\tlabel\tpredict\tcorrect\n', ['radius']],
    ['a column twice', `${HEADER}\tindex\n`, ['column_repeated #line/1/idx']],
    ['only a count', 'count\n5\n', ['idx', 'label', 'predict', 'radius', 'correct'].slice(0, 1)],
    ['a column of its own', `${HEADER}\tmood\n1\t1\t1\t1\t1\t:)\n`, ['column_unknown #line/1']],
    ['a thousand columns', `${'x,'.repeat(1000)}\n`, ['header_missing #line/1']],
    ['bytes that are no text', Buffer.from([0x69, 0xff, 0xfe]), ['encoding_wrong #line/1']],
  ])('with %s is refused', (_, text, expected) => {
    const named = expected.map((one) => (one.includes(' ') ? one : `column_missing #line/1/${one}`));
    expect(read(text).faults).toEqual(named);
  });

  it('has all lines that cannot be read reported', () => {
    const { rows, faults } = read(`${HEADER}\n1\t1\n4\t7\t7\t1.87\t1\n\n1\t1\t1\t1\t1\t1\n`);
    expect(rows).toEqual([ROW]);
    expect(faults).toEqual(['line_malformed #line/2', 'line_malformed #line/4', 'line_malformed #line/5']);
  });

  it.each(['"1,2', '1"2,3', '"1"2,3'])('has the quotes of %j reported', (line) => {
    const { faults, list } = read(`idx,count\n${line}\n`);
    expect(faults).toEqual(['line_malformed #line/2']);
    expect(list[0]!.message).toContain('quote');
  });

  it('of too many rows is refused, whatever they are', () => {
    expect(() => read(`${HEADER}\n${'\n'.repeat(60_000)}x`)).toThrow(Refusal);
    expect(() => read(`${HEADER}${'\n1\t1\t1\t1\t1'.repeat(50_001)}`)).toThrow(/50000 rows/);
    expect(read(`idx\tcount${'\n1\t1'.repeat(50_000)}`).rows).toHaveLength(50_000);
  });

  it('of blank space, or of one long quoted cell, takes no time to speak of', () => {
    expect(read(`${HEADER}${'\n'.repeat(4_000_000)}`).rows).toEqual([]);
    expect(read(`idx,count\n1,"${'""'.repeat(2_000_000)}"`).rows).toHaveLength(1);
  });
});
