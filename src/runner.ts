import { open, readFile } from 'node:fs/promises';
import { openSampleFile } from './adapters/blob/sample-file.ts';
import { evaluator } from './adapters/onnxruntime/evaluator.ts';
import { serve } from './adapters/runner/serve.ts';
import { certifyChunk, roundsOf } from './service/chunk.ts';
import { arrange } from './service/dataset/match.ts';
import { examineDataset } from './service/dataset/examine.ts';
import { openLoading } from './service/loading.ts';
import { examineModel } from './service/model/examine.ts';
import { examineMethods } from './service/model/methods.ts';
import { batchesOf } from './service/pair.ts';
import { arrangementOf } from './service/sample-shape.ts';
import type { ChunkTask, DatasetTask, ModelTask, Report, SliceEnd, Task } from './service/task.ts';

/** The only process that opens a model. It knows nothing but the files that its tasks name. */

const milliseconds = () => performance.now();

const loading = openLoading(evaluator, readFile);

async function chunk(task: ChunkTask, report: (report: Report) => void): Promise<SliceEnd> {
  const { facts } = task.model;
  const { classifier } = await loading.subject(task.model);
  const session = await loading.session(task);
  const file = await openSampleFile(task.dataset.path);
  const target = arrangementOf(task);
  const sample = async (index: number) => {
    const stored = await file.sample(index);
    return { ...stored, values: arrange(stored.values, target) };
  };
  report({ provenance: { ...evaluator.provenance, ...batchesOf(facts, task.denoiser?.facts ?? null) } });
  try {
    const rounds = roundsOf(task.method);
    return await certifyChunk(task, { classifier, session, rounds, sample, milliseconds }, report);
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

async function answer(task: Task, report: (report: Report) => void): Promise<unknown> {
  switch (task.kind) {
    case 'chunk':
      return chunk(task, report);
    case 'model':
      return model(task);
    case 'methods':
      return examineMethods(await loading.subject(task.model)).finally(() => loading.release());
    case 'dataset':
      return dataset(task);
  }
}

serve(answer);
