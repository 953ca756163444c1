import { expect, it } from 'vitest';
import { parseCsv } from './csv.ts';

it.each([
  [
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\r\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"a,b",c\n', [['a,b', 'c']]],
  ['"say ""no""",\n', [['say "no"', '']]],
  ['"two\nlines",,x', [['two\nlines', '', 'x']]],
  ['a,', [['a', '']]],
  ['', []],
] as const)('reads %j', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows);
});

it.each(['a,b\nc"d,e\n', '"open', '"a"b,c'])('refuses %j', (text) => {
  expect(() => parseCsv(text)).toThrow('a quote that does not belong there');
});
