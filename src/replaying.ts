import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openPool } from './adapters/runner/pool.ts';
import { Refusal } from './service/errors.ts';
import { parseFields } from './service/fields.ts';
import type { Row } from './service/job.ts';
import type { DatasetDeclaration } from './service/dataset/dataset.ts';
import { datasetDeclarationFields } from './service/request.ts';
import type { ChunkTask, Report, RunTask } from './service/task.ts';
import type { Certificate } from './verify/certificate.ts';
import type { DatasetFiles, Laboratory } from './verify/command.ts';
import type { JsonObject } from './verify/json.ts';
import type { Replayed } from './verify/replay.ts';

const MEBI = 1024 * 1024;
const MEMORY_MB = 4096;
const SILENCE = 600_000;
/** Longer than any sample takes: nothing waits for the runner but who replays. */
const FOREVER = 1e12;

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string;
};

/**
 * What opens files that nobody has looked at: a runner process with an empty environment and limited memory, the same that the
 * service certifies in. `entry`: compiled.
 */
export function openLaboratory(entry = join(import.meta.dirname, 'runner.js')): Laboratory {
  const pool = openPool({ entry, role: 'certify', memoryMb: MEMORY_MB, size: 1, silence: SILENCE });
  const scratch = mkdtemp(join(tmpdir(), 'provable-verify-'));
  return {
    digest: fileDigest,
    examine: async (files) => examine(pool.run, join(await scratch, `${Date.now()}.data`), files),
    replay: (certificate, places, paths) => replay(pool.run, certificate, places, paths),
    async close() {
      await pool.close();
      await rm(await scratch, { recursive: true, force: true });
    },
  };
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

/** Looks at a dataset's file as at an upload, and writes the canonical form that its digest is of. */
async function examine(
  run: RunTask,
  out: string,
  { file, labels, declaration }: DatasetFiles,
): Promise<string> {
  const { fields, faults } = parseFields(datasetDeclarationFields, { name: basename(file), ...declaration });
  if (faults.length > 0)
    throw new Error(faults.map(({ message, pointer }) => `${pointer}: ${message}`).join('; '));
  const { model: _, ...declared } = fields as Required<typeof fields>;
  const part = (name: 'file' | 'labels', path: string) => ({
    part: name,
    filename: basename(path),
    path: resolve(path),
  });
  const parts = [part('file', file), ...(labels === undefined ? [] : [part('labels', labels)])];
  const task = {
    kind: 'dataset',
    parts,
    declared: declared as DatasetDeclaration,
    out,
    memory_mb: MEMORY_MB,
  } as const;
  await run(task, {}).catch(inWords);
  return out;
}

/** A refusal with all its faults in one message. */
function inWords(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  throw new Error([error.message, ...error.faults.map(({ message }) => message)].join(': '));
}

interface Paths {
  readonly model: string;
  readonly denoiser?: string | undefined;
  /** Of the canonical form. */
  readonly dataset: string;
}

async function replay(
  run: RunTask,
  certificate: Certificate,
  places: readonly number[],
  paths: Paths,
): Promise<Replayed> {
  const { model, denoiser, dataset, method, seed } = certificate;
  const { layout, domain, grid } = model as unknown as Pick<ChunkTask, 'layout'> & {
    domain: readonly [number, number] | null;
    grid: number | null;
  };
  // A runner has a directory of its own.
  const load = async (file: string, digest: string): Promise<ChunkTask['model']> => {
    const path = resolve(file);
    const declared = { name: 'replayed', domain, grid, classes: null, layout };
    const limits = { memory_mb: MEMORY_MB, model_bytes: 512 * MEBI };
    return {
      path,
      digest,
      facts: await run({ kind: 'model', path, declared, ...limits }, {}).catch(inWords),
    };
  };
  if ((denoiser === undefined) !== (paths.denoiser === undefined))
    throw new Error('the certificate names a denoiser just where its file is needed');
  const { offset, stride } = dataset.samples;
  const rows: Row[] = [];
  let made: Extract<Report, { provenance: unknown }>['provenance'] | null = null;
  const task: ChunkTask = {
    kind: 'chunk',
    model: await load(paths.model, model.digest),
    denoiser: denoiser && paths.denoiser ? await load(paths.denoiser, denoiser.digest) : null,
    layout,
    dataset: { path: paths.dataset },
    method,
    seed: seed.value,
    indices: places.map((place) => offset + place * stride),
    places: [...places],
    carried: [],
    probe: true,
    slice: FOREVER,
  };
  const report = (one: Report) => {
    if ('row' in one) rows.push(one.row);
    if ('provenance' in one) made = one.provenance;
  };
  const end = await run(task, { report });
  if (!end.finished || made === null) throw new Error('the runner stopped before the end');
  return { provenance: provenanceOf(made), rows: rows.map(rowOf) };
}

function provenanceOf({ cpu, ...made }: Extract<Report, { provenance: unknown }>['provenance']): JsonObject {
  return plain({ product: { name: 'provable', version }, ...made, cpu: cpu ?? null });
}

/** A row as a certificate states it: without the seconds that it took. */
const rowOf = ({ seconds: _, ...row }: Row): JsonObject => plain(row);

const plain = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
