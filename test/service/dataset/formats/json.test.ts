import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/service/dataset/array.ts';
import { json } from '../../../../src/service/dataset/formats/json.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { declaration, faultsOf, upload } from '../uploads.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const read = (content: Uint8Array, labels?: Uint8Array) =>
  json.read(upload(content, labels), declaration(), { ...DATASET_LIMITS, json: 10_000_000 });

describe('json', () => {
  it('reads a document with a byte order mark and white space before it', () => {
    const bytes = text('\ufeff \n {"inputs": [{"data": [1, 2], "label": 3}]}');
    expect(json.recognises(upload(bytes))).toBe(true);
    const samples = read(bytes);
    expect([...elements(samples.values, 0, 1)]).toEqual([1, 2]);
    expect([...elements(samples.labels!, 0, 1)]).toEqual([3]);
  });

  it.each([
    ['text that ends early', text('{"inputs": ['), 'json_malformed'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe]), 'json_malformed'],
    ['NaN, which JSON does not have', text('{"inputs": [{"data": [NaN]}]}'), 'json_malformed'],
    ['five million brackets', text('['.repeat(5_000_000)), 'json_malformed'],
    ['a document that is too long', new Uint8Array(10_000_001), 'json_too_large'],
    ['a deep nest', text(`{"inputs": [{"data": ${'['.repeat(1e6)}${']'.repeat(1e6)}}]}`), 'input_invalid'],
  ])('refuses %s', (_, bytes, code) => {
    expect(faultsOf(() => read(bytes))[0]!.code).toBe(code);
  });

  it('does not mend what is not UTF-8', () => {
    const latin1 = Buffer.from('{"inputs": [{"data": [1]}], "caf\xe9": 1}', 'latin1');
    expect(faultsOf(() => read(latin1))[0]!.message).toContain('it is not UTF-8 text');
  });

  it('refuses a part of labels', () => {
    expect(faultsOf(() => read(text('{}'), text('x')))[0]!.code).toBe('part_unexpected');
  });
});
