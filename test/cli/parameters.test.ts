import { describe, expect, it } from 'vitest';
import { parametersOf, valueIn } from '../../src/cli/parameters.ts';

describe('a value', () => {
  it('is what it looks like', () => {
    const values = {
      '.25': 0.25,
      true: true,
      false: false,
      '0.05,0.1': [0.05, 0.1],
      '{"side":4}': { side: 4 },
    };
    for (const [text, value] of Object.entries(values)) expect(valueIn(text, 'x')).toEqual(value);
    for (const text of ['l2', 'a,b', '1,', 'TRUE', '0'.repeat(64), 'null'])
      expect(valueIn(text, 'x')).toBe(text);
  });

  it('is refused where it begins as JSON and is none', () => {
    expect(() => valueIn('{"side":', 'window')).toThrow('--window is no JSON');
  });
});

describe('parameters', () => {
  it('are named as on a command line, and nested by dots', () => {
    const given = parametersOf([
      ['max-n', ['10000']],
      ['target.radius', ['.5']],
      ['epsilon', ['0.1', '0.2']],
      ['window.kind', ['block']],
      ['window.side', ['4']],
    ]);
    expect(JSON.parse(JSON.stringify(given))).toEqual({
      max_n: 10000,
      target: { radius: 0.5 },
      epsilon: [0.1, 0.2],
      window: { kind: 'block', side: 4 },
    });
  });

  it('are refused when they contradict each other', () => {
    const twice =
      (...names: string[]) =>
      () =>
        parametersOf(names.map((name) => [name, ['1']] as const));
    expect(twice('target', 'target.radius')).toThrow('given twice');
    expect(twice('target.radius', 'target')).toThrow('given twice');
    expect(twice('max-n', 'max_n')).toThrow('given twice');
  });

  it('change no prototype, whatever they are called', () => {
    const given = parametersOf([['a.__proto__.polluted', ['1']]]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(given)).toBe('{"a":{"__proto__":{"polluted":1}}}');
  });
});
