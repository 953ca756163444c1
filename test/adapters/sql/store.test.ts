import { describe, expect, it } from 'vitest';
import { codeOf, patiently } from '../../../src/adapters/sql/store.ts';

const failing = (times: number, error: Error) => {
  let tries = 0;
  return async () => {
    if (++tries <= times) throw error;
    return tries;
  };
};

describe('patiently', () => {
  it('tries again while the error is a passing one', async () => {
    expect(await patiently(failing(4, new Error('busy')), () => true)).toBe(5);
  });

  it('throws any other error at once', async () => {
    const work = failing(1, new Error('broken'));
    await expect(patiently(work, () => false)).rejects.toThrow('broken');
    expect(await work()).toBe(2);
  });
});

describe('codeOf', () => {
  it('reads the code of an error that has one', () => {
    expect(codeOf(Object.assign(new Error('x'), { code: '40P01' }))).toBe('40P01');
    expect(codeOf(new Error('x'))).toBe('');
    expect(codeOf(Object.assign(new Error('x'), { code: 5 }))).toBe('');
    expect(codeOf({ code: '40P01' })).toBe('');
    expect(codeOf(null)).toBe('');
  });
});
