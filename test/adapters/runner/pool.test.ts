import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPool } from '../../../src/adapters/runner/pool.ts';
import type { Pool, PoolOptions } from '../../../src/adapters/runner/pool.ts';
import { Refusal } from '../../../src/service/errors.ts';
import type { RunTask, Task } from '../../../src/service/task.ts';

const ENTRY = join(import.meta.dirname, '../../support/fake-runner.js');

const open: Pool[] = [];
function pool(options: Partial<PoolOptions> = {}): Pool {
  const made = openPool({
    entry: ENTRY,
    role: 'certify',
    memoryMb: 1024,
    size: 1,
    silence: 60_000,
    ...options,
  });
  open.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Echo {
  readonly pid: number;
  readonly env: Record<string, string>;
  readonly cwd: string;
}

const ask = (one: Pool, task: object, options: Parameters<RunTask>[1] = {}) =>
  one.run(task as Task, options) as Promise<unknown>;
const echo = (one: Pool) => ask(one, { kind: 'echo' }) as Promise<Echo>;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a pool of runners', () => {
  it('keeps a runner for the next task, and passes its reports on', async () => {
    const one = pool();
    const reports: unknown[] = [];
    const first = (await ask(one, { kind: 'echo' }, { report: (report) => reports.push(report) })) as Echo;
    expect(reports).toEqual([{ alive: true }]);
    expect((await echo(one)).pid).toBe(first.pid);
  });

  it('gives a runner nothing of the environment and a directory of its own, removed with it', async () => {
    const one = pool();
    const { env, cwd } = await echo(one);
    expect(
      Object.keys(env).filter((name) => !['PATH', 'TMPDIR', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name)),
    ).toEqual([]);
    expect(env['TMPDIR']).toBe(cwd);
    await one.close();
    expect(existsSync(cwd)).toBe(false);
  });

  it('runs no more tasks at once than it has runners, in the order they came', async () => {
    const one = pool({ size: 2 });
    const pids = await Promise.all(Array.from({ length: 7 }, () => echo(one)));
    expect(new Set(pids.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2);
  });

  it('hands a refusal on as it is, and the runner lives', async () => {
    const one = pool();
    const { pid } = await echo(one);
    const refusal = await ask(one, { kind: 'refuse' }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'model_refused', faults: [{ code: 'x', message: 'y' }] });
    expect((await echo(one)).pid).toBe(pid);
  });

  it('tells a failed task from a dead runner, and replaces the dead', async () => {
    const one = pool();
    await expect(ask(one, { kind: 'fail' })).rejects.toMatchObject({
      code: 'task_failed',
      message: 'it failed',
    });
    const { pid } = await echo(one);
    await expect(ask(one, { kind: 'die' })).rejects.toMatchObject({ code: 'runner_died' });
    expect((await echo(one)).pid).not.toBe(pid);
  });

  it('kills a runner that says nothing', async () => {
    const one = pool({ silence: 300 });
    await expect(ask(one, { kind: 'hang' })).rejects.toMatchObject({ code: 'runner_silent' });
    await echo(one);
  });

  it('kills a runner whose task takes too long', async () => {
    const one = pool({ timeout: 300 });
    await expect(ask(one, { kind: 'hang' })).rejects.toMatchObject({ code: 'runner_timeout' });
  });

  it('rejects an aborted task only when its runner is dead', async () => {
    const one = pool();
    const { pid } = await echo(one);
    const controller = new AbortController();
    const report = () => controller.abort();
    const hanging = ask(one, { kind: 'hang' }, { signal: controller.signal, report });
    await expect(hanging).rejects.toMatchObject({ code: 'aborted' });
    expect(isAlive(pid)).toBe(false);
  });

  it('does not begin what was stopped before, and keeps the runner', async () => {
    const one = pool();
    const { pid } = await echo(one);
    const stopped = ask(one, { kind: 'hang' }, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    expect((await echo(one)).pid).toBe(pid);
  });

  it('lets a task that waits for a runner be stopped at once', async () => {
    const one = pool();
    const running = new AbortController();
    let began: () => void;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const first = ask(one, { kind: 'hang' }, { signal: running.signal, report: () => began() });
    await begun;
    const waiting = new AbortController();
    const second = ask(one, { kind: 'echo' }, { signal: waiting.signal });
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    const third = echo(one);
    running.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    expect(await third).toMatchObject({ pid: expect.any(Number) as number });
  });

  it('tells a task that found no runner in time', async () => {
    const one = pool({ patience: 50 });
    const running = new AbortController();
    let began: () => void;
    const begun = new Promise<void>((resolve) => (began = resolve));
    const first = ask(one, { kind: 'hang' }, { signal: running.signal, report: () => began() });
    await begun;
    await expect(echo(one)).rejects.toMatchObject({ code: 'runner_busy' });
    running.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    await echo(one);
  });

  it('bounds the memory of a runner and nobody else', async () => {
    const one = pool({ memoryMb: 1024 });
    expect(await ask(one, { kind: 'allocate', bytes: 100 * 2 ** 20 })).toBe(100 * 2 ** 20);
    await expect(ask(one, { kind: 'allocate', bytes: 6 * 2 ** 30 })).rejects.toMatchObject({
      code: 'runner_died',
    });
    await echo(one);
  });

  it('leaves a runner room for the memory of compiled kernels', async () => {
    const one = pool({ memoryMb: 512 });
    expect(await ask(one, { kind: 'compile', pages: 160 })).toBe(160 * 65_536);
  });

  it('ends its runners when it is closed', async () => {
    const one = pool({ size: 2 });
    await one.warm();
    const { pid } = await echo(one);
    await one.close();
    expect(isAlive(pid)).toBe(false);
  });
});
