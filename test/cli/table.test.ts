import { describe, expect, it } from 'vitest';
import { columns, down, percent, wrapped } from '../../src/cli/table.ts';

describe('columns', () => {
  it('are as wide as their widest cell, numbers to the right, one line a row', () => {
    expect(
      columns(
        ['name', 'n'],
        [
          ['a\nb', 5],
          ['long name', 50],
        ],
      ),
    ).toEqual(['name        n', 'a b         5', 'long name  50']);
    expect(columns(['id'], [])).toEqual(['id']);
    expect(columns(['a'], [['\u001b[2J']])[1]).toBe(String.raw`\u001b[2J`);
  });
});

describe('shares', () => {
  it('are rounded down: what is shown is proved', () => {
    expect([percent(0.9999), percent(1), percent(0.29), percent(0.57), percent(null)]).toEqual([
      '99.9 %',
      '100.0 %',
      '29.0 %',
      '57.0 %',
      '–',
    ]);
    expect(down(0.39379, 4)).toBe('0.3937');
  });
});

describe('a paragraph', () => {
  it('is put into lines that fit', () => {
    const text = 'word '.repeat(40).trim();
    const lines = wrapped(text);
    expect(lines.join(' ')).toBe(text);
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
  });
});
