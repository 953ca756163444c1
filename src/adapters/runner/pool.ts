import { RunnerFailure } from '../../service/task.ts';
import type { RunTask, Task } from '../../service/task.ts';
import { startRunner } from './runner.ts';
import type { Runner } from './runner.ts';
import type { ProcessOptions } from './process.ts';

export interface PoolOptions extends ProcessOptions {
  readonly size: number;
  /** Milliseconds without a word from a runner before it is killed. */
  readonly silence: number;
  /** Milliseconds that a task may take as a whole; no limit when left out. */
  readonly timeout?: number;
  /** Milliseconds that a task may wait for a runner; no limit when left out. */
  readonly patience?: number;
  /** Milliseconds after which an idle runner is ended; kept when left out. */
  readonly idle?: number;
}

export interface Pool {
  readonly run: RunTask;
  /** Starts the runners before there is work. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Up to `size` runner processes, started when needed, each with one task at a time; callers wait in order. */
export function openPool({ size, silence, timeout, patience, idle, ...options }: PoolOptions): Pool {
  const free: Runner[] = [];
  const all = new Set<Runner>();
  const waiting: (() => void)[] = [];
  const timers = new Map<Runner, NodeJS.Timeout>();
  let places = size;
  let closed = false;

  /** Waits for a place; one that stops waiting leaves the line. */
  async function enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw new RunnerFailure('aborted', 'the task was stopped');
    if (places > 0) {
      places--;
      return;
    }
    let stop: () => void = () => undefined;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const leave = (failure: RunnerFailure) => {
        const place = waiting.indexOf(resolve);
        if (place < 0) return; // it has a runner by now
        waiting.splice(place, 1);
        reject(failure);
      };
      stop = () => leave(new RunnerFailure('aborted', 'the task was stopped before it began'));
      waiting.push(resolve);
      signal?.addEventListener('abort', stop, { once: true });
      if (patience === undefined) return;
      const message = `no runner was free within ${patience / 1000} s`;
      timer = setTimeout(() => leave(new RunnerFailure('runner_busy', message)), patience);
    }).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    });
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else places++;
  }

  async function take(): Promise<Runner> {
    for (let runner = free.pop(); runner; runner = free.pop()) {
      clearTimeout(timers.get(runner));
      if (runner.alive()) return runner;
      all.delete(runner);
    }
    const runner = await startRunner(options);
    all.add(runner);
    return runner;
  }

  function give(runner: Runner): void {
    if (!runner.alive() || closed) {
      all.delete(runner);
      if (closed) void runner.kill();
      return;
    }
    free.push(runner);
    if (idle === undefined) return;
    const end = () => {
      free.splice(free.indexOf(runner), 1);
      all.delete(runner);
      void runner.kill();
    };
    timers.set(runner, setTimeout(end, idle).unref());
  }

  const run = (async (task: Task, { signal, report }) => {
    await enter(signal);
    try {
      const runner = await take();
      try {
        return await runner.call(task, { signal, report, silence, timeout });
      } finally {
        give(runner);
      }
    } finally {
      leave();
    }
  }) as RunTask;

  return {
    run,
    async warm() {
      const started = await Promise.all(Array.from({ length: size }, () => startRunner(options)));
      for (const runner of started) {
        all.add(runner);
        give(runner);
      }
    },
    async close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([...all].map((runner) => runner.kill()));
      all.clear();
    },
  };
}
