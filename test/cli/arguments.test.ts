import { describe, expect, it } from 'vitest';
import { numberIn, readArguments } from '../../src/cli/arguments.ts';
import { Failure } from '../../src/cli/failure.ts';

const OWN = { domain: { type: 'string' }, wait: { type: 'boolean' } } as const;
const refusal = (argv: readonly string[], open = false): string => {
  try {
    readArguments(argv, OWN, open);
  } catch (error) {
    if (error instanceof Failure) return error.message;
  }
  throw new Error('not refused');
};

describe('arguments', () => {
  it('take values that begin as negative numbers do', () => {
    const args = readArguments(['a', '--domain', '-1,1', '--wait', 'b'], OWN);
    expect([args.positionals, args.text('domain'), args.flag('wait')]).toEqual([['a', 'b'], '-1,1', true]);
    expect(readArguments(['--domain', '-.5'], OWN).text('domain')).toBe('-.5');
    expect(readArguments(['--domain', '-'], OWN).text('domain')).toBe('-');
  });

  it('refuse options without their value, and those that do not exist', () => {
    expect(refusal(['--domain', '--wait'])).toBe('--domain needs a value');
    expect(refusal(['--domain'])).toBe('--domain needs a value');
    expect(refusal(['--nothing'])).toContain("'--nothing'");
    expect(refusal(['--wait=yes'])).toContain('--wait');
  });

  it('leave the parameters of methods open, but no key', () => {
    const args = readArguments(['m', '--epsilon', '0.1', '--epsilon=.2', '--target.radius', '1'], OWN, true);
    expect(args.texts('epsilon')).toEqual(['0.1', '.2']);
    expect(args.text('target.radius')).toBe('1');
    for (const open of [true, false]) {
      const told = refusal(['--api-key', 'secret-of-somebody'], open);
      expect(told).toContain('PROVABLE_API_KEY');
      expect(told).not.toContain('secret-of-somebody');
    }
  });

  it('take what stands behind -- as operands', () => {
    const args = readArguments(['--', '--domain', '-5'], OWN, true);
    expect(args.positionals).toEqual(['--domain', '-5']);
  });

  it('count operands', () => {
    const args = readArguments(['a', 'b'], OWN);
    expect(() => args.operands('JOB')).toThrow('b is one too many');
    expect(() => args.operands('A', 'B', 'C')).toThrow('C is missing');
    expect(args.operands('A', 'B')).toEqual(['a', 'b']);
  });

  it('read whole numbers only where they are', () => {
    const of = (text: string) => readArguments(['--domain', text], OWN);
    expect(of('1e3').whole('domain')).toBe(1000);
    for (const wrong of ['1.5', '-1', '1e17'])
      expect(() => of(wrong).whole('domain')).toThrow('whole number');
    expect(() => of('ten').number('domain')).toThrow('must be a number, not ten');
  });
});

describe('a number', () => {
  it('is written as people write it', () => {
    expect(['.25', '0.5', '5.', '-3', '+2', '1e-3', '1E5'].map(numberIn)).toEqual([
      0.25, 0.5, 5, -3, 2, 1e-3, 1e5,
    ]);
  });

  it('is nothing else: no seed, no infinity, no other base', () => {
    for (const text of ['', ' ', '.', '0x10', 'Infinity', 'NaN', '1e999', '1'.repeat(64), '1_000', '１'])
      expect(numberIn(text), text).toBeNull();
  });
});
