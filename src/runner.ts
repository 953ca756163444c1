import { open, readFile } from 'node:fs/promises';
import { openSampleFile } from './adapters/blob/sample-file.ts';
import { evaluator } from './adapters/onnxruntime/evaluator.ts';
import { serve } from './adapters/runner/serve.ts';
import type { Program } from './graph/evaluate.ts';
import { certifyChunk } from './service/chunk.ts';
import { classifierOf } from './service/classifier.ts';
import { arrange } from './service/dataset/match.ts';
import { examineDataset } from './service/dataset/examine.ts';
import { examineModel } from './service/model/examine.ts';
import type { ChunkTask, DatasetTask, ModelTask, Report, SliceEnd, Task } from './service/task.ts';

/** The only process that opens a model. It knows nothing but the files that its tasks name. */

const milliseconds = () => performance.now();

/** The last model stays loaded: the chunks of a job follow each other. */
let loaded: { digest: string; program: Promise<Program> } | null = null;

async function programOf({ model }: ChunkTask): Promise<Program> {
  if (loaded?.digest !== model.digest) {
    const old = loaded?.program;
    loaded = null;
    await (await old)?.release();
    loaded = { digest: model.digest, program: evaluator.load(model.path) };
  }
  return loaded.program;
}

async function chunk(task: ChunkTask, report: (report: Report) => void): Promise<SliceEnd> {
  const { facts } = task.model;
  const classifier = classifierOf(await programOf(task), facts);
  const file = await openSampleFile(task.dataset.path);
  const target = { shape: facts.sample_shape, layout: task.layout };
  const sample = async (index: number) => {
    const stored = await file.sample(index);
    return { ...stored, values: arrange(stored.values, target) };
  };
  report({ provenance: { ...evaluator.provenance, batch: facts.batch } });
  try {
    return await certifyChunk(task, { classifier, sample, milliseconds }, report);
  } finally {
    await file.close();
  }
}

async function model(task: ModelTask) {
  const bytes = await readFile(task.path);
  const limits = { bytes: task.model_bytes, memory: (task.memory_mb * 1024 * 1024) / 2 };
  return examineModel(bytes, task.path, task.declared, evaluator, limits, milliseconds);
}

async function dataset({ parts, declared, out }: DatasetTask) {
  const read = async ({ part, filename, path }: DatasetTask['parts'][number]) => {
    return { part, filename, bytes: await readFile(path) };
  };
  const { facts, canonical } = examineDataset(await Promise.all(parts.map(read)), declared);
  const file = await open(out, 'wx');
  try {
    for (const piece of canonical) await file.writeFile(piece);
  } finally {
    await file.close();
  }
  return facts;
}

function answer(task: Task, report: (report: Report) => void): Promise<unknown> {
  if (task.kind === 'chunk') return chunk(task, report);
  return task.kind === 'model' ? model(task) : dataset(task);
}

serve(answer);
