import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/adapters/http/json.ts';
import { Refusal } from '../../../src/service/errors.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function faultsOf(input: string | Uint8Array) {
  try {
    parseJson(typeof input === 'string' ? bytes(input) : input);
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ code, pointer }) => [code, pointer ?? null]);
    throw error;
  }
  return [];
}

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    const text = '{"a": [1, {"b": "x\\"y,{[", "c\\u0041": null}, "é\\ud83d\\ude00"], "": {}, "d": -1.5e3}';
    expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
  });

  it('allows the same key in different objects', () => {
    expect(faultsOf('[{"a": 1}, {"a": {"a": 2}}]')).toEqual([]);
  });

  it('names every repeated key, also when it is spelled differently', () => {
    expect(faultsOf('{"a": 1, "b": [0, {"x/y": 1, "x/y": 2}], "\\u0061": 3}')).toEqual([
      ['key_repeated', '/b/1/x~1y'],
      ['key_repeated', '/a'],
    ]);
  });

  it('refuses __proto__ at any depth, and pollutes nothing', () => {
    expect(faultsOf('{"a": {"__proto__": {"polluted": true}}}')).toEqual([['key_forbidden', '/a/__proto__']]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses text that no store keeps', () => {
    expect(faultsOf('{"a": "\\u0000", "b": ["fine", "\\ud800"]}')).toEqual([
      ['text_invalid', '/a'],
      ['text_invalid', '/b/1'],
    ]);
  });

  it('refuses what is not UTF-8, begins with a byte order mark, or is not JSON', () => {
    expect(faultsOf(Uint8Array.of(0x22, 0xff, 0x22))).toEqual([['encoding_wrong', null]]);
    expect(faultsOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toEqual([['byte_order_mark', null]]);
    for (const text of ['{', '{"a": 1,}', 'NaN', '{"a": "\n"}', '[1] 2']) {
      expect(faultsOf(text), text).toEqual([['json_malformed', null]]);
    }
  });

  it('counts what is wrong past a hundred without spelling it out', () => {
    const key = 'k'.repeat(1_000_000);
    const faults = faultsOf(`{"${key}": [{${'"a":1,'.repeat(200_000)}"a":1}]}`);
    expect(faults).toHaveLength(200_000);
    expect(faults[0]).toEqual(['key_repeated', null]);
    expect(faultsOf(`[${'"\\u0000",'.repeat(99)}"\\u0000"]`).at(-1)).toEqual(['text_invalid', '/99']);
  });

  it('refuses nesting that would exhaust a recursive reader, quickly', () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(faultsOf(deep).map(([code]) => code)).toEqual(['too_deep']);
    expect(faultsOf('['.repeat(64) + ']'.repeat(64))).toEqual([]);
  });
});
