import { setImmediate } from 'node:timers/promises';

/**
 * Takes works, and does them one after another in the order in which they came; one that fails is followed all the same.
 * Between two works the event loop serves what came in, and another process can get the lock that both want.
 */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  const yielding = () => setImmediate();
  return (work) => {
    const mine = last.then(work);
    last = mine.then(yielding, yielding);
    return mine;
  };
}
