import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';
import { Tell } from '../../src/cli/tell.ts';

function bench(isTTY: boolean, quiet = false) {
  const said: string[] = [];
  const make = () =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          said.push(String(chunk));
          done();
        },
      }),
      { isTTY, columns: 60 },
    );
  const clock = { now: 0 };
  const progress = new Progress(
    new Tell({ stdout: make(), stderr: make() }, { json: false, quiet }),
    () => clock.now,
  );
  return { said, clock, progress };
}

describe('progress', () => {
  it('is a line every tenth where there is no terminal, and no escape', async () => {
    const { said, progress } = bench(false);
    await progress.show('job_1', 'queued', 0, 100);
    for (let done = 0; done <= 100; done++) await progress.show('job_1', 'running', done, 100);
    await progress.show('job_1', 'succeeded', 100, 100);
    await progress.end();
    expect(said).toHaveLength(13);
    expect(said.slice(0, 3)).toEqual([
      'job_1 queued 0/100\n',
      'job_1 running 0/100\n',
      'job_1 running 10/100\n',
    ]);
    expect(said.join('')).not.toContain('\u001b');
  });

  it('is one moving line on a terminal that is not wider than it, and ends', async () => {
    const { said, clock, progress } = bench(true);
    await progress.show('job_1', 'running', 0, 100);
    clock.now = 50;
    await progress.show('job_1', 'running', 1, 100);
    clock.now = 5000;
    await progress.show('job_1', 'running', 50, 100);
    await progress.end();
    await progress.end();
    expect(said).toHaveLength(3);
    expect(said[1]).toContain(`\r\u001b[K${'█'.repeat(12)}${'░'.repeat(12)} 50 %  `);
    expect(said[1]!.length).toBeLessThanOrEqual(4 + 59);
    expect(said[2]).toBe('\n');
  });

  it('says how fast, and how long it will take', async () => {
    const { said, clock, progress } = bench(true);
    await progress.show('job_1', 'running', 10, 20);
    clock.now = 2000;
    await progress.show('job_1', 'running', 14, 20);
    expect(said[1]).toContain('2.0/s  3 s');
  });

  it('is nothing when it shall be quiet, or there is nothing to do', async () => {
    const { said, progress } = bench(true, true);
    await progress.show('job_1', 'running', 1, 2);
    expect(said).toEqual([]);
    const empty = bench(true);
    await empty.progress.show('job_1', 'running', 0, 0);
    expect(empty.said[0]).toContain(' 0 % ');
  });
});
