import { describe, expect, it } from 'vitest';
import { fieldsOf, type Schema } from '../../../../../src/adapters/http/console/browser/schema.ts';

const number: Schema = { type: 'number' };
const shapeOf = (schema: Schema) => fieldsOf({ properties: { a: schema } })[0]!.shape;

describe('the shape of a field', () => {
  it.each<[string, Schema, object]>([
    ['a number', number, { kind: 'number', whole: false }],
    ['a whole number', { type: 'integer' }, { kind: 'number', whole: true }],
    ['a text', { type: 'string' }, { kind: 'text' }],
    ['one of some', { type: 'string', enum: ['x', 'y'] }, { kind: 'choice', options: ['x', 'y'] }],
    ['yes or no', { type: 'boolean' }, { kind: 'flag' }],
    ['what may be null', { anyOf: [number, { type: 'null' }] }, { kind: 'number', whole: false }],
    ['numbers', { type: 'array', items: number }, { kind: 'list', of: 'number', single: false }],
    [
      'a pair',
      { type: 'array', prefixItems: [number, number], items: false },
      { kind: 'list', of: 'number', single: false },
    ],
    ['texts', { type: 'array', items: { type: 'string' } }, { kind: 'list', of: 'text', single: false }],
    [
      'one or several',
      { anyOf: [number, { type: 'array', items: number }] },
      { kind: 'list', of: 'number', single: true },
    ],
    ['a constant', { const: 'x' }, { kind: 'fixed', value: 'x' }],
    ['a list of objects', { type: 'array', items: { type: 'object' } }, { kind: 'json' }],
    ['a record', { type: 'object' }, { kind: 'json' }],
    ['anything', {}, { kind: 'json' }],
  ])('%s', (_, schema, shape) => {
    expect(shapeOf(schema)).toEqual(shape);
  });

  it('keeps the alternatives apart, by what they are called', () => {
    const value = { type: 'object', properties: { value: number }, required: ['value'] };
    const shape = shapeOf({ anyOf: [{ type: 'string', const: 'channels' }, value] });
    expect(shape).toMatchObject({
      kind: 'alternatives',
      branches: [{ label: 'channels' }, { label: 'value' }],
    });
    const words = shapeOf({ anyOf: [{ type: 'string' }, number] });
    expect(words).toMatchObject({ branches: [{ label: 'text' }, { label: 'a number' }] });
  });
});

describe('the fields of an object', () => {
  it('have pointers into the body, through groups and past signs that mean something there', () => {
    const inner = { type: 'object', properties: { 'b/c~': number } };
    const [group] = fieldsOf({ properties: { a: inner } }, '/method');
    expect(group!.pointer).toBe('/method/a');
    expect(group!.shape).toMatchObject({ fields: [{ pointer: '/method/a/b~1c~0' }] });
  });

  it('know what is needed, what is meant, what is said otherwise, and an example', () => {
    const schema: Schema = {
      properties: {
        a: { ...number, description: 'An A', default: 2 },
        b: { ...number, examples: [5] },
        c: number,
      },
      required: ['a'],
      examples: [{ b: 6, c: 7 }],
    };
    expect(fieldsOf(schema, '', ['x'])).toMatchObject([
      { name: 'a', help: 'An A', required: true, fallback: 2, example: undefined },
      { name: 'b', required: false, fallback: undefined, example: 5 },
      { name: 'c', example: 7 },
    ]);
    expect(fieldsOf(schema, '', ['a', 'b']).map(({ name }) => name)).toEqual(['c']);
  });
});
