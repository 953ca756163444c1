import { describe, expect, it } from 'vitest';
import { Closing } from '../src/closing.ts';

describe('closing', () => {
  it('goes backwards, and past a step that fails', async () => {
    const order: number[] = [];
    const closing = new Closing();
    closing.add(async () => order.push(1));
    closing.add(() => Promise.reject(new Error('stuck')));
    closing.add(async () => order.push(3));
    await expect(closing.close()).rejects.toThrow('stuck');
    expect(order).toEqual([3, 1]);
  });

  it('closes at once what comes too late', async () => {
    const closing = new Closing();
    await closing.close();
    const late = new Promise<void>((resolve) => closing.add(async () => resolve()));
    await expect(late).resolves.toBeUndefined();
  });
});
