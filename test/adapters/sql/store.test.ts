import { setImmediate } from 'node:timers/promises';
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

  it('tries once when patience has ended', async () => {
    const work = failing(1, new Error('busy'));
    await expect(patiently(work, () => true, performance.now() - 1)).rejects.toThrow('busy');
    expect(await work()).toBe(2);
  });

  it('lets the event loop serve others before each new try, however many try and however slow they are', async () => {
    let turn = 0;
    const slow = () => {
      const tries: number[] = [];
      const work = () => {
        tries.push(turn);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        if (tries.length < 5) throw new Error('busy');
        return tries;
      };
      return patiently(work, () => true);
    };
    let going = true;
    const all = Promise.all([slow(), slow(), slow(), slow()]).finally(() => (going = false));
    for (; going; turn++) await setImmediate();
    for (const tries of await all) expect(new Set(tries).size).toBe(tries.length);
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
