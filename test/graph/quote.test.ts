import { describe, expect, it } from 'vitest';
import { escaped, quote, shown, some } from '../../src/graph/quote.ts';

describe('names in messages', () => {
  it('stay as they are when they are plain', () => {
    expect(quote('layer.1/weight_β')).toBe('"layer.1/weight_β"');
  });

  it('lose what cannot be seen or turns text around', () => {
    expect(shown('a\n\u001b[31m\u202Eb"\\\u2028')).toBe('a\\u{a}\\u{1b}[31m\\u{202e}b\\"\\\\\\u{2028}');
    expect(escaped('\ud800')).toBe('\\u{d800}');
  });

  it('are short', () => {
    const name = shown('x'.repeat(2 ** 20));
    expect(name).toBe(`${'x'.repeat(60)}…(1048516 more characters)`);
    expect(shown('😀'.repeat(100))).toBe(`${'😀'.repeat(60)}…(80 more characters)`);
  });

  it('are few', () => {
    expect(some(['a', 'b'])).toBe('"a", "b"');
    expect(some(['a', 'b', 'c', 'd'], 2)).toBe('"a", "b" and 2 more');
  });
});
