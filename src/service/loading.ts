import type { Session, Subject } from '../certify/certifier.ts';
import type { Evaluator, Program } from '../graph/evaluate.ts';
import type { Model } from '../graph/graph.ts';
import { openSession } from './chunk.ts';
import { classifierOf } from './classifier.ts';
import { screen } from './model/screen.ts';
import type { ChunkTask } from './task.ts';

/** What a runner has in hand: the last model, and the last session on it. The chunks of a job follow each other. */
export interface Loading {
  subject(model: ChunkTask['model']): Promise<Subject>;
  session(task: Pick<ChunkTask, 'model' | 'method' | 'seed'>): Promise<Session>;
  /** Puts everything down: another model may need the memory. */
  release(): Promise<void>;
}

interface Loaded {
  readonly digest: string;
  readonly program: Program;
  readonly subject: Subject;
}

interface Opened {
  readonly key: string;
  readonly session: Session;
}

/** `read`: the bytes of a file. Called by one task at a time. */
export function openLoading(evaluator: Evaluator, read: (path: string) => Promise<Uint8Array>): Loading {
  let loaded: Loaded | null = null;
  let opened: Opened | null = null;

  async function close(): Promise<void> {
    const old = opened;
    opened = null;
    if (old?.session.unit === 'batch') await old.session.release?.();
  }

  async function subject(model: ChunkTask['model']): Promise<Subject> {
    if (loaded?.digest === model.digest) return loaded.subject;
    await release();
    loaded = await load(evaluator, read, model);
    return loaded.subject;
  }

  async function release(): Promise<void> {
    await close();
    const old = loaded;
    loaded = null;
    await old?.program.release();
  }

  return {
    subject,
    release,
    async session(task) {
      const on = await subject(task.model);
      const key = JSON.stringify([task.method, task.seed]);
      if (opened?.key === key) return opened.session;
      await close();
      opened = { key, session: await openSession(task, on) };
      return opened.session;
    },
  };
}

async function load(
  evaluator: Evaluator,
  read: (path: string) => Promise<Uint8Array>,
  { path, digest, facts }: ChunkTask['model'],
): Promise<Loaded> {
  const program = await evaluator.load(path);
  let graph: Promise<Model> | null = null;
  const model = () => (graph ??= read(path).then(decoded));
  return { digest, program, subject: { classifier: classifierOf(program, facts), model, evaluator } };
}

/** The graph of a model that was admitted: by what limits is no matter any more. */
function decoded(bytes: Uint8Array): Model {
  const screened = screen(bytes, { bytes: Infinity, memory: Infinity });
  if ('model' in screened) return screened.model;
  throw new Error(`an admitted model is not read: ${screened.faults[0]?.message}`);
}
