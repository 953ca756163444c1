import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseFields, pointerTo } from '../../src/service/fields.ts';
import { jobRequestFields } from '../../src/service/request.ts';

const shape = {
  count: z.number().int().min(1),
  name: z.string().optional(),
  range: z.strictObject({ low: z.number() }).optional(),
};

const faultsOf = (body: unknown) =>
  parseFields(shape, body).faults.map(({ code, pointer }) => [code, pointer]);

describe('parseFields', () => {
  it('gives what is right beside what is wrong', () => {
    const { fields, faults } = parseFields(shape, { count: 3, name: 5 });
    expect(fields).toEqual({ count: 3 });
    expect(faults).toMatchObject([{ code: 'type_wrong', pointer: '/name' }]);
  });

  it('lists every fault with its pointer', () => {
    expect(faultsOf({ count: 0, range: { high: 1 }, 'a/b~c': 1 })).toEqual([
      ['value_invalid', '/count'],
      ['field_missing', '/range/low'],
      ['field_unknown', '/range/high'],
      ['field_unknown', '/a~1b~0c'],
    ]);
    expect(faultsOf({})).toEqual([['field_missing', '/count']]);
    for (const body of [null, 5, [], 'x']) expect(faultsOf(body)).toEqual([['type_wrong', '']]);
  });

  it('names the field inside a value that may have several forms', () => {
    const pointers = (webhook: unknown) =>
      parseFields({ webhook: jobRequestFields.webhook }, { webhook }).faults.map(({ code, pointer }) => [
        code,
        pointer,
      ]);
    expect(pointers(5)).toEqual([['type_wrong', '/webhook']]);
    expect(pointers({ secret: null })).toEqual([['field_missing', '/webhook/url']]);
    expect(pointers({ url: 'https://example.org', secret: 'a' })).toEqual([
      ['value_invalid', '/webhook/secret'],
    ]);
  });

  it('has an answer of a bounded size for any body', () => {
    const keys = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, 1]));
    for (const body of [keys, { count: 1, range: keys }]) {
      const { faults } = parseFields(shape, body);
      expect(faults.length).toBeLessThan(110);
      expect(faults.at(-1)!.message).toMatch(/and \d+ more/);
    }
    const { faults } = parseFields({ metadata: jobRequestFields.metadata }, { metadata: keys });
    expect(faults.length).toBeLessThan(110);
    expect(JSON.stringify(parseFields(shape, { ['x'.repeat(1e6)]: 1 }).faults).length).toBeLessThan(1000);
    expect(pointerTo('a', 0)).toBe('/a/0');
  });
});
