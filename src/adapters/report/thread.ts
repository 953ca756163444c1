import { Worker } from 'node:worker_threads';
import type { RenderComparison } from '../../service/comparison/facts.ts';
import type { Page, RenderReport } from '../../service/report/facts.ts';
import type { Asked, Subject } from './worker.ts';

/** Makes pages in a thread of its own, so that drawing keeps nobody waiting and its libraries are not kept in memory. */
export interface ReportThread {
  readonly render: RenderReport;
  readonly compare: RenderComparison;
  close(): Promise<void>;
}

export interface ThreadOptions {
  /** The compiled `worker.ts`. */
  readonly entry: string;
  /** Milliseconds without a report after which the thread ends, and its memory is given back. */
  readonly idle: number;
}

type Answer = { readonly id: number; readonly page: Page } | { readonly id: number; readonly error: unknown };

interface Waiting {
  readonly resolve: (page: Page) => void;
  readonly reject: (error: unknown) => void;
}

/** Megabytes of heap that the thread may take. */
const MOST_MEMORY = 512;

export function openReportThread({ entry, idle }: ThreadOptions): ReportThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let timer: NodeJS.Timeout | undefined;
  let asked = 0;

  async function end(): Promise<void> {
    clearTimeout(timer);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  function rest(): void {
    if (waiting.size > 0) return;
    worker?.unref();
    clearTimeout(timer);
    timer = setTimeout(() => void end(), idle).unref();
  }

  /** Of the thread that they wait for: it is gone. */
  function failAll(gone: Worker, error: unknown): void {
    if (worker === gone) worker = null;
    const failed = [...waiting.values()];
    waiting.clear();
    for (const { reject } of failed) reject(error);
  }

  function start(): Worker {
    const started = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } });
    started.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('page' in answer) one?.resolve(answer.page);
      else one?.reject(answer.error);
      rest();
    });
    started.on('error', (error) => failAll(started, error));
    started.on('exit', () => worker === started && failAll(started, new Error('the report thread ended')));
    return started;
  }

  const ask = (subject: Subject) =>
    new Promise<Page>((resolve, reject) => {
      clearTimeout(timer);
      worker ??= start();
      worker.ref();
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, subject } satisfies Asked);
    });

  return {
    render: (report) => ask({ report }),
    compare: (comparison) => ask({ comparison }),
    async close() {
      await end();
      for (const { reject } of waiting.values()) reject(new Error('the service is closing'));
      waiting.clear();
    },
  };
}
