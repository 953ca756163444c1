import { Refusal } from '../../service/errors.ts';
import type { Report, Task } from '../../service/task.ts';
import type { Message, Request } from './protocol.ts';

/** Messages that a runner is alive are sent at most this often, in milliseconds. */
const ALIVE_EVERY = 1000;

/** The runner's end of the channel: answers tasks until the parent is gone, then ends the process. */
export function serve(answer: (task: Task, report: (report: Report) => void) => Promise<unknown>): void {
  const send = (message: Message) => {
    if (process.connected) process.send?.(message);
  };
  let alive = 0;
  const reporter = (id: number) => (report: Report) => {
    if ('alive' in report) {
      const now = performance.now();
      if (now - alive < ALIVE_EVERY) return;
      alive = now;
    }
    send({ kind: 'report', id, report });
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const { id, task } = message as Request;
    answer(task, reporter(id)).then(
      (result) => send({ kind: 'answer', id, answer: result }),
      (error: unknown) => {
        if (error instanceof Refusal) {
          send({ kind: 'refused', id, code: error.code, detail: error.message, faults: error.faults });
        } else send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
      },
    );
  });
  send({ kind: 'ready' });
}
