import { describe, expect, it } from 'vitest';
import { oneLine, printable, printableJson } from '../../src/cli/printable.ts';

const HOSTILE = 'a\u001b[2Jb\u009b31mc\u202ed\u0007e\u200bf\r';

describe('text from elsewhere', () => {
  it('is spelled where a terminal would obey it', () => {
    expect(printable(HOSTILE)).toBe(String.raw`a\u001b[2Jb\u009b31mc\u202ed\u0007e\u200bf\u000d`);
    expect(printable('müde Ziffern – 数字 😀\n')).toBe('müde Ziffern – 数字 😀\n');
    expect(oneLine('a\nb')).toBe('a b');
  });

  it('stays JSON', () => {
    const value = { name: HOSTILE, tag: '\u{e0041}' };
    const text = printableJson(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
  });
});
