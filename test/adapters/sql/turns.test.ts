import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { turns } from '../../../src/adapters/sql/turns.ts';

describe('turns', () => {
  it('does one work at a time, in the order in which they came', async () => {
    const inTurn = turns();
    const said: string[] = [];
    const work = (name: string) => async () => {
      said.push(`${name} begins`);
      await Promise.resolve();
      said.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all(['a', 'b'].map((name) => inTurn(work(name))))).toEqual(['a', 'b']);
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('goes on after a work that fails', async () => {
    const inTurn = turns();
    const failing = inTurn(() => Promise.reject(new Error('broken')));
    const next = inTurn(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });

  it('lets the event loop turn between two works', async () => {
    const inTurn = turns();
    let turn = 0;
    const works = Promise.all([1, 2, 3].map(() => inTurn(() => Promise.resolve(turn))));
    for (; turn < 9; turn++) await setImmediate();
    expect(new Set(await works).size).toBe(3);
  });
});
