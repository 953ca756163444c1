import { Refusal } from '../../service/errors.ts';
import { RunnerFailure } from '../../service/task.ts';
import type { Report, Task } from '../../service/task.ts';
import type { Message, Request } from './protocol.ts';
import { startProcess } from './process.ts';
import type { ProcessOptions } from './process.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly report?: ((report: Report) => void) | undefined;
  /** Milliseconds without any message after which the runner is killed. */
  readonly silence: number;
  /** Milliseconds for the whole task, when limited. */
  readonly timeout?: number | undefined;
}

/** The parent's end of one runner process. It takes one task at a time and is dead after any failure but a refusal. */
export interface Runner {
  readonly alive: () => boolean;
  readonly pid: number | undefined;
  call(task: Task, options: CallOptions): Promise<unknown>;
  readonly kill: () => Promise<void>;
}

/** Starts a runner and waits until it says that it is ready. */
export async function startRunner(options: ProcessOptions): Promise<Runner> {
  const { child, gone, kill } = await startProcess(options);
  let alive = true;
  let current = 0;
  let listener: ((message: Message) => void) | null = null;
  let fallen: ((how: string) => void) | null = null;
  child.on('message', (message) => listener?.(message as Message));
  void gone.then((how) => {
    alive = false;
    fallen?.(how);
  });

  await new Promise<void>((resolve, reject) => {
    listener = ({ kind }) => kind === 'ready' && resolve();
    fallen = (how) => reject(new RunnerFailure('runner_unstarted', `a runner did not start: ${how}`));
  });

  async function call(task: Task, { signal, report, silence, timeout }: CallOptions): Promise<unknown> {
    const id = ++current;
    let quiet: NodeJS.Timeout | undefined;
    let limit: NodeJS.Timeout | undefined;
    let abort: () => void = () => undefined;
    try {
      return await new Promise((resolve, reject) => {
        let cause: RunnerFailure | null = null;
        const fail = (code: RunnerFailure['code'], message: string) => {
          listener = null;
          cause ??= new RunnerFailure(code, message);
          void kill();
        };
        fallen = (how) => reject(cause ?? new RunnerFailure('runner_died', `the runner ended with ${how}`));
        const listenOn = () => {
          clearTimeout(quiet);
          const message = `the runner said nothing for ${silence / 1000} s`;
          quiet = setTimeout(() => fail('runner_silent', message), silence);
        };
        abort = () => fail('aborted', 'the task was stopped');
        if (!alive)
          return reject(new RunnerFailure('runner_unstarted', 'the runner had ended before the task'));
        if (signal?.aborted) return reject(new RunnerFailure('aborted', 'the task was stopped'));
        signal?.addEventListener('abort', abort, { once: true });
        if (timeout !== undefined) {
          const message = `the runner took longer than ${timeout / 1000} s`;
          limit = setTimeout(() => fail('runner_timeout', message), timeout);
        }
        listener = (message) => {
          if (message.kind === 'ready' || message.id !== id) return;
          listenOn();
          if (message.kind === 'report') report?.(message.report);
          else if (message.kind === 'answer') resolve(message.answer);
          else if (message.kind === 'refused') {
            reject(new Refusal(message.code, message.detail, message.faults));
          } else reject(new RunnerFailure('task_failed', message.message));
        };
        listenOn();
        child.send({ id, task } satisfies Request, (error) => {
          if (error) fail('runner_died', `the runner cannot be reached: ${error.message}`);
        });
      });
    } finally {
      clearTimeout(quiet);
      clearTimeout(limit);
      signal?.removeEventListener('abort', abort);
      listener = null;
      fallen = null;
    }
  }

  return { alive: () => alive, pid: child.pid, call, kill };
}
