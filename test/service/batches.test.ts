import { beforeAll, describe, expect, it } from 'vitest';
import type { Subject } from '../../src/certify/certifier.ts';
import { batchesOf } from '../../src/service/batches.ts';
import { certifyChunk, openSession } from '../../src/service/chunk.ts';
import type { Row } from '../../src/service/job.ts';
import type { ChunkTask, Report, SliceEnd } from '../../src/service/task.ts';
import { sampleOf, subjectOf } from '../certify/certifiers/interval/problem.ts';
import { convolutional } from '../support/models.ts';
import { aChunkTask } from '../support/records.ts';

const BATCH = 4;
const METHOD = {
  name: 'interval',
  norm: 'linf',
  search: { max: 0.1, steps: 5 },
  arithmetic: 'float32',
  domain: [0, 1],
  reach: 1,
} as const;

const INDICES = Array.from({ length: 11 }, (_, place) => 5 + 3 * place);
const pixel = (index: number, i: number) => Math.fround((1 + Math.sin(index * 37 + i * i)) / 2);
const sample = async (index: number) =>
  sampleOf(
    index,
    Array.from({ length: 36 }, (_, i) => pixel(index, i)),
    index % 2,
  );

const task = (changes: Partial<ChunkTask> = {}): ChunkTask =>
  aChunkTask({ method: METHOD, indices: INDICES, ...changes });
const part = (places: readonly number[], changes: Partial<ChunkTask> = {}) =>
  task({ places, indices: places.map((place) => INDICES[place]!), ...changes });

let subject: Subject;
beforeAll(async () => {
  subject = await subjectOf(convolutional(), BATCH);
});

async function run(one: ChunkTask, on = subject): Promise<{ rows: Row[]; end: SliceEnd }> {
  const rows: Row[] = [];
  let now = 0;
  const take = (report: Report) => 'row' in report && rows.push(report.row);
  const session = await openSession(one, on);
  const parts = { classifier: on.classifier, session, rounds: null, sample, milliseconds: () => now++ };
  const end = await certifyChunk(one, parts, take);
  return { rows, end };
}
const claims = (rows: readonly Row[]) => rows.map(({ seconds: _, ...claim }) => claim);

describe('the batches of a chunk', () => {
  it('put every sample in the row that its place in the job gives it', () => {
    expect(batchesOf({ indices: [20, 30, 40, 50], places: [6, 7, 8, 9] }, 4)).toEqual([
      [
        { index: 20, row: 2 },
        { index: 30, row: 3 },
      ],
      [
        { index: 40, row: 0 },
        { index: 50, row: 1 },
      ],
    ]);
    expect(batchesOf({ indices: [7, 9], places: [0, 3] }, 4)).toEqual([
      [
        { index: 7, row: 0 },
        { index: 9, row: 3 },
      ],
    ]);
    expect(batchesOf({ indices: [], places: [] }, 4)).toEqual([]);
  });

  it('give every sample its row, with the plain model beside it', async () => {
    const { rows, end } = await run(task());
    expect(end).toEqual({ finished: true, carried: [] });
    expect(rows.map(({ index }) => index)).toEqual(INDICES);
    for (const row of rows) expect(row.prediction).toBe(row.base_prediction);
    expect(rows.filter(({ verdict }) => verdict === 'certified').length).toBeGreaterThan(2);
  });

  it('give the same bits however the job is cut, and whichever rows stand already', async () => {
    const whole = claims((await run(task())).rows);
    for (const size of [1, 2, 3, 4, 5, 7, 11]) {
      const rows: Row[] = [];
      for (let first = 0; first < INDICES.length; first += size) {
        const places = INDICES.map((_, place) => place).slice(first, first + size);
        rows.push(...(await run(part(places))).rows);
      }
      expect(claims(rows)).toEqual(whole);
    }
    const left = [0, 2, 5, 6, 10];
    expect(claims((await run(part(left))).rows)).toEqual(left.map((place) => whole[place]));
  });

  it('give the same rows in slices, between whole batches', async () => {
    const whole = claims((await run(task())).rows);
    const rows: Row[] = [];
    const turns: number[] = [];
    for (let places = INDICES.map((_, place) => place); places.length > 0;) {
      const { rows: some, end } = await run(part(places, { slice: 1 }));
      expect(end.carried).toEqual([]);
      turns.push(some.length);
      rows.push(...some);
      places = places.slice(some.length);
    }
    expect(turns).toEqual([4, 4, 3]);
    expect(claims(rows)).toEqual(whole);
  });

  it('end the attempt when the probe finds something wrong, before any row', async () => {
    const logits = async (x: Float32Array) => (await subject.classifier.logits(x)).map((v) => v * 1.01);
    const other = { ...subject, classifier: { ...subject.classifier, logits } };
    await expect(run(task({ probe: true }), other)).rejects.toThrow(
      /cannot be certified: the node "dense" \(Gemm\) gives/,
    );
    expect((await run(task({ probe: true }))).end.finished).toBe(true);
  });
});
