import type { Session, Subject } from '../certify/certifier.ts';
import type { Evaluator, Program } from '../graph/evaluate.ts';
import type { Model } from '../graph/graph.ts';
import { openSession } from './chunk.ts';
import { classifierOf, denoiserOf } from './classifier.ts';
import { screen } from './model/screen.ts';
import { pairOf, type Denoiser } from './pair.ts';
import type { ChunkTask } from './task.ts';

/** What a runner has in hand: the last model, the denoiser before it, and the last session. The chunks of a job follow each other. */
export interface Loading {
  /** The model alone. */
  subject(model: ChunkTask['model']): Promise<Subject>;
  /** The method at work on the model: behind the denoiser, where the task has one. */
  session(task: Pick<ChunkTask, 'model' | 'denoiser' | 'method' | 'seed'>): Promise<Session>;
  /** Puts everything down: another model may need the memory. */
  release(): Promise<void>;
}

interface Loaded<T> {
  readonly digest: string;
  readonly program: Program;
  readonly made: T;
}

interface Opened {
  readonly key: string;
  readonly session: Session;
}

/** `read`: the bytes of a file. Called by one task at a time. */
export function openLoading(evaluator: Evaluator, read: (path: string) => Promise<Uint8Array>): Loading {
  let loaded: Loaded<Subject> | null = null;
  let front: Loaded<Denoiser> | null = null;
  let opened: Opened | null = null;

  async function close(): Promise<void> {
    const old = opened;
    opened = null;
    if (old?.session.unit === 'batch') await old.session.release?.();
  }

  async function clearFront(): Promise<void> {
    const old = front;
    front = null;
    await old?.program.release();
  }

  async function subject(model: ChunkTask['model']): Promise<Subject> {
    if (loaded?.digest === model.digest) return loaded.made;
    await release();
    loaded = await load(evaluator, model, (program) => subjectOf(program, model, evaluator, read));
    return loaded.made;
  }

  async function behind(denoiser: ChunkTask['denoiser'], alone: Subject): Promise<Subject> {
    if (front?.digest !== denoiser?.digest) await clearFront();
    if (!denoiser) return alone;
    front ??= await load(evaluator, denoiser, (program) => denoiserOf(program, denoiser.facts));
    return { ...alone, classifier: pairOf(alone.classifier, front.made), model: noGraph };
  }

  async function release(): Promise<void> {
    await close();
    await clearFront();
    const old = loaded;
    loaded = null;
    await old?.program.release();
  }

  return {
    subject,
    release,
    async session(task) {
      const alone = await subject(task.model);
      const key = JSON.stringify([task.denoiser?.digest ?? null, task.method, task.seed]);
      if (opened?.key === key) return opened.session;
      await close();
      opened = { key, session: await openSession(task, await behind(task.denoiser, alone)) };
      return opened.session;
    },
  };
}

async function load<T>(
  evaluator: Evaluator,
  { path, digest }: ChunkTask['model'],
  make: (program: Program) => T,
): Promise<Loaded<T>> {
  const program = await evaluator.load(path);
  return { digest, program, made: make(program) };
}

function subjectOf(
  program: Program,
  { path, facts }: ChunkTask['model'],
  evaluator: Evaluator,
  read: (path: string) => Promise<Uint8Array>,
): Subject {
  let graph: Promise<Model> | null = null;
  const model = () => (graph ??= read(path).then(decoded));
  return { classifier: classifierOf(program, facts), model, evaluator };
}

/** A method that looks at the graph would see the model alone, and take it for the pair. */
const noGraph = () => Promise.reject(new Error('a model behind a denoiser has no graph of its own'));

/** The graph of a model that was admitted: by what limits is no matter any more. */
function decoded(bytes: Uint8Array): Model {
  const screened = screen(bytes, { bytes: Infinity, memory: Infinity });
  if ('model' in screened) return screened.model;
  throw new Error(`an admitted model is not read: ${screened.faults[0]?.message}`);
}
