import { describe, expect, it } from 'vitest';
import {
  applies,
  numberOf,
  optionOf,
  optionsOf,
  valueOf,
  valuesOf,
  write,
  type Draft,
} from '../../../../../src/adapters/http/console/browser/draft.ts';
import { fieldsOf, type Json, type Schema } from '../../../../../src/adapters/http/console/browser/schema.ts';

const number: Schema = { type: 'number' };
const SCHEMA: Schema = {
  properties: {
    noise: { type: 'string', enum: ['gaussian', 'uniform'], default: 'gaussian' },
    sigma: { ...number, 'x-when': { noise: ['gaussian'] } },
    norm: {
      type: 'string',
      enum: ['l2', 'lp', 'l1'],
      'x-choices': { noise: { gaussian: ['l2', 'lp'], uniform: ['l1'] } },
    },
    p: { ...number, 'x-when': { norm: ['lp'] } },
    n: { type: 'integer', 'x-either': ['draws', 'fixed'] },
    max_n: { type: 'integer', 'x-either': ['draws', 'open'], 'x-when': { noise: ['gaussian'] } },
    epsilon: { anyOf: [number, { type: 'array', items: number }] },
    names: { type: 'array', items: { type: 'string' } },
    two_sided: { type: 'boolean' },
    absent: {
      anyOf: [{ const: 'channels' }, { type: 'object', properties: { value: number }, required: ['value'] }],
    },
    samples: { type: 'object', properties: { limit: { type: 'integer' } } },
    metadata: { type: 'object' },
  },
};
const fields = fieldsOf(SCHEMA);
const shape = { kind: 'group', fields } as const;
const said = (entries: Record<string, string>): Json | undefined =>
  valueOf({ shape, pointer: '', required: true, fallback: undefined }, new Map(Object.entries(entries)));
const named = (name: string) => fields.find((field) => field.name === name)!;

describe('what a draft says', () => {
  it('is nothing where nothing was written', () => {
    expect(said({})).toEqual({});
    expect(said({ '/n': '  ', '/two_sided': 'false', '/absent?': '' })).toEqual({});
  });

  it.each<[string, Record<string, string>, Json]>([
    ['a number', { '/sigma': ' 0.25 ' }, { sigma: 0.25 }],
    ['a fraction', { '/sigma': '1/8' }, { sigma: 0.125 }],
    ['what is none, for the service to refuse', { '/sigma': 'much' }, { sigma: 'much' }],
    ['one of one or several', { '/epsilon': '0.1' }, { epsilon: 0.1 }],
    ['several', { '/epsilon': '0.1, 2/16;3' }, { epsilon: [0.1, 0.125, 3] }],
    ['texts', { '/names': 'a b , c' }, { names: ['a b', 'c'] }],
    ['a list of one', { '/names': 'a' }, { names: ['a'] }],
    ['a flag', { '/two_sided': 'true' }, { two_sided: true }],
    ['an alternative', { '/absent?': '0' }, { absent: 'channels' }],
    ['the other', { '/absent?': '1', '/absent/value': '0' }, { absent: { value: 0 } }],
    ['an unfinished one', { '/absent?': '1' }, { absent: {} }],
    ['a group', { '/samples/limit': '5' }, { samples: { limit: 5 } }],
    ['JSON', { '/metadata': '{"a": "b"}' }, { metadata: { a: 'b' } }],
    ['what is none', { '/metadata': '{' }, { metadata: '{' }],
  ])('is %s', (_, entries, value) => {
    expect(said(entries)).toEqual(value);
  });

  it('leaves out what does not go with the rest', () => {
    const entries = {
      '/noise': 'uniform',
      '/sigma': '1',
      '/norm': 'l1',
      '/p': '3',
      '/n': '4',
      '/max_n': '5',
    };
    expect(said(entries)).toEqual({ noise: 'uniform', norm: 'l1', n: 4 });
  });

  it('holds one of what excludes each other: the chosen', () => {
    expect(said({ '/n': '4', '/max_n': '5' })).toEqual({ n: 4 });
    expect(said({ '/n': '4', '/max_n': '5', '?draws': 'open' })).toEqual({ max_n: 5 });
    expect(said({ '/n': '4', '/max_n': '5', '?draws': 'open', '/noise': 'uniform' })).toEqual({
      noise: 'uniform',
      n: 4,
    });
  });
});

describe('what goes with what', () => {
  const draft = (entries: Record<string, string>): Draft => new Map(Object.entries(entries));

  it('follows the values of siblings, said or by default', () => {
    expect(applies(named('sigma'), fields, '', draft({}))).toBe(true);
    expect(applies(named('sigma'), fields, '', draft({ '/noise': 'uniform' }))).toBe(false);
    expect(applies(named('p'), fields, '', draft({}))).toBe(false);
    expect(applies(named('p'), fields, '', draft({ '/norm': 'lp' }))).toBe(true);
  });

  it('leaves the values that go with it', () => {
    expect(valuesOf(named('norm'), fields, draft({}))).toEqual(['l2', 'lp']);
    expect(valuesOf(named('norm'), fields, draft({ '/noise': 'uniform' }))).toEqual(['l1']);
  });

  it('leaves the options of which something is left', () => {
    expect(optionsOf('draws', fields, '', draft({}))).toEqual(['fixed', 'open']);
    expect(optionsOf('draws', fields, '', draft({ '/noise': 'uniform' }))).toEqual(['fixed']);
    expect(optionOf('draws', fields, '', draft({ '?draws': 'open' }))).toBe('open');
    expect(optionOf('draws', fields, '', draft({ '?draws': 'open', '/noise': 'uniform' }))).toBe('fixed');
  });
});

describe('a value that is written', () => {
  it.each<[Json]>([
    [{ noise: 'uniform', n: 5 }],
    [{ sigma: 0.5, norm: 'lp', p: 3, max_n: 7 }],
    [{ epsilon: [0.1, 0.2], absent: { value: 0.5 }, samples: { limit: 3 } }],
    [{ epsilon: 0.1, absent: 'channels', two_sided: true, names: ['a', 'b'], metadata: { a: ['b'] } }],
  ])('is said again: %j', (value) => {
    const draft: Draft = new Map();
    write({ shape, pointer: '' }, value, draft);
    expect(valueOf({ shape, pointer: '', required: true, fallback: undefined }, draft)).toEqual(value);
  });
});

describe('a number', () => {
  it.each<[string, Json]>([
    ['8/255', 8 / 255],
    ['-1e-3', -0.001],
    ['.5', 0.5],
    ['1/0', '1/0'],
    ['Infinity', 'Infinity'],
    ['1,5', '1,5'],
    ['', ''],
  ])('%j', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });
});
