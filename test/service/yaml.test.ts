import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { yaml } from '../../src/service/yaml.ts';
import type { Yaml } from '../../src/service/yaml.ts';
import { wellFormed } from '../../src/service/labels.ts';

const { value } = fc.letrec<{ value: Yaml }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^key[a-z_-]{0,8}$/), tie('value'), { maxKeys: 3 }),
  ),
}));

describe('YAML', () => {
  it.each(['1.2', '1.1'] as const)('is read back as what was written, by version %s', (version) => {
    fc.assert(
      fc.property(value, (inner) => {
        const written = { keyed: inner };
        expect(JSON.stringify(parse(yaml(written), { version }))).toBe(JSON.stringify(written));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    'no',
    '1e3',
    'null',
    '',
    ' a ',
    '- b',
    'c: d # e',
    'two\nlines\r\n---\n',
    '"quoted" \\ \'',
    '\u0000\u0085\u2028\ufeff',
    '😀 Ω',
    '!!python/object:x',
    '*alias &anchor',
  ])('takes %j for text', (text) => {
    const written = yaml({ list: [{ name: text }] });
    expect(parse(written)).toEqual({ list: [{ name: text }] });
    expect(written.split('\n')).toHaveLength(3);
    expect(written).toMatch(/^[\n\x20-\x7e\xa0-\ud7ff\u{10000}-\u{10ffff}]*$/u);
  });

  it('replaces what no document can hold', () => {
    const half = '\ud83d!';
    expect(parse(yaml({ half }))).toEqual({ half: wellFormed(half) });
    expect(wellFormed(half)).toBe('\ufffd!');
    expect(() => yaml({ none: NaN })).toThrow(RangeError);
  });
});
