import { describe, expect, it } from 'vitest';
import { redisLocation, within } from '../../../src/adapters/redis/connection.ts';
import { openQueue } from '../../../src/adapters/redis/queue.ts';
import { silent } from '../../support/silent-log.ts';

describe('the address of a Redis', () => {
  it.each([
    ['redis://localhost', 'redis://localhost'],
    ['redis://:secret@10.0.0.1:6380/3', 'redis://:secret@10.0.0.1:6380/3'],
    ['rediss://user:secret@redis.example:6379', 'rediss://user:secret@redis.example:6379'],
    ['unix:///var/run/redis.sock', '/var/run/redis.sock'],
    ['unix:///var/run/a%20b/redis.sock?db=2', '/var/run/a b/redis.sock?db=2'],
    ['/var/run/redis.sock', '/var/run/redis.sock'],
  ])('%s is understood', (url, location) => {
    expect(redisLocation(url)).toBe(location);
  });

  it.each(['', 'localhost:6379', 'http://localhost', 'redis://', 'unix://', 'redis://localhost/jobs'])(
    '%j is refused with what is expected',
    (url) => {
      expect(() => redisLocation(url)).toThrow(/Redis address/);
    },
  );

  it('never repeats a password', () => {
    const refused = () => redisLocation('http://user:hunter2@localhost');
    expect(refused).toThrow();
    expect(refused).not.toThrow(/hunter2/);
  });
});

describe('within', () => {
  it('answers what is in time and drops what is late, its rejection included', async () => {
    expect(await within(60_000, Promise.resolve(7))).toBe(7);
    let fail: (fault: Error) => void = () => undefined;
    const late = new Promise<never>((_, reject) => (fail = reject));
    await expect(within(1, late)).rejects.toThrow('no answer within 1 ms');
    fail(new Error('too late to matter'));
  });
});

describe('an id of a chunk', () => {
  it.each(['', '17', 'job:1', 'job 1'])('%j cannot be carried', async (id) => {
    const queue = await openQueue('unix:///nowhere.sock', { log: silent });
    await expect(queue.add(id)).rejects.toThrow('not an id the queue can carry');
    await queue.close();
  });
});
