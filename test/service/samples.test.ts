import { describe, expect, it } from 'vitest';
import type { Sample, SampleSession } from '../../src/certify/certifier.ts';
import type { Outcome } from '../../src/certify/outcome.ts';
import { certifyChunk } from '../../src/service/chunk.ts';
import type { Row } from '../../src/service/job.ts';
import type { Carried, ChunkTask, SliceEnd } from '../../src/service/task.ts';
import { rowClassifier } from '../certify/synthetic.ts';
import { aChunkTask } from '../support/records.ts';

const BATCH = 4;
const ROUNDS = [8, 32, 100];
/** Passes that decide a sample: an easy one, some in between, one that takes all there are. */
const NEEDED = new Map([
  [3, 4],
  [5, 100],
  [7, 20],
  [9, 4],
  [11, 60],
]);
const INDICES = [...NEEDED.keys()];

const certifiedAt = (n: number): Outcome => ({
  verdict: 'certified',
  prediction: 1,
  norm: 'l2',
  radius: n / 100,
  evidence: { n },
});

/** A method whose radius grows with every pass; notes who is worked on, and by how many passes. */
function growing(trace: [number, number][] = []): SampleSession {
  return {
    unit: 'sample',
    async certify(sample, watch = {}) {
      const needed = NEEDED.get(sample.index)!;
      let n = (watch.carried?.['n'] as number | undefined) ?? 0;
      const before = n;
      while (n < needed) {
        if (n >= (watch.limit ?? Infinity) || (n > before && watch.pause?.())) {
          trace.push([sample.index, n - before]);
          return { carry: { n }, interim: certifiedAt(n) };
        }
        n += BATCH;
        watch.progress?.(BATCH);
      }
      trace.push([sample.index, n - before]);
      return certifiedAt(needed);
    },
  };
}

/** Class 1 for values above a half; looks at each row alone. */
const classifier = rowClassifier(BATCH, 2, [1], ([value]) => (value! > 0.5 ? [0, 1] : [1, 0]));
const sample = async (index: number): Promise<Sample> => ({
  index,
  label: 1,
  values: Float32Array.of(index / 12),
});

const task = (changes: Partial<ChunkTask> = {}): ChunkTask =>
  aChunkTask({ method: { name: 'growing' }, indices: INDICES, ...changes });

interface Run {
  readonly rows: readonly Row[];
  readonly end: SliceEnd;
}

/** A slice of the work, with a clock that goes on by one millisecond whenever it is looked at. */
async function run(
  one: ChunkTask,
  session = growing(),
  rounds: readonly number[] | null = ROUNDS,
): Promise<Run> {
  const rows: Row[] = [];
  let now = 0;
  const parts = { classifier, session, rounds, sample, milliseconds: () => now++ };
  const end = await certifyChunk(one, parts, (report) => {
    if ('row' in report) rows.push(report.row);
  });
  return { rows, end };
}

/** The whole chunk in slices; what is carried goes through JSON, as on its way to another machine. */
async function inSlices(slice: number): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (;;) {
    const done = new Set(runs.flatMap(({ rows }) => rows.map(({ index }) => index)));
    const places = INDICES.map((_, place) => place).filter((place) => !done.has(INDICES[place]!));
    const indices = places.map((place) => INDICES[place]!);
    const carried = JSON.parse(JSON.stringify(runs.at(-1)?.end.carried ?? [])) as readonly Carried[];
    runs.push(await run(task({ slice, carried, indices, places })));
    if (runs.at(-1)!.end.finished) return runs;
    if (runs.length > 1000) throw new Error('the chunk comes to no end');
  }
}

const claims = (rows: readonly Row[]) =>
  rows.map(({ seconds: _, ...claim }) => claim).sort((a, b) => a.index - b.index);

describe('samples that take turns', () => {
  it('leave as soon as they are decided, the easy ones first', async () => {
    const trace: [number, number][] = [];
    const { rows, end } = await run(task(), growing(trace));
    expect(end).toEqual({ finished: true, carried: [] });
    expect(rows.map(({ index }) => index)).toEqual([3, 9, 7, 5, 11]);
    expect(trace).toEqual([
      [3, 4],
      [5, 8],
      [7, 8],
      [9, 4],
      [11, 8],
      [5, 24],
      [7, 12],
      [11, 24],
      [5, 68],
      [11, 28],
    ]);
  });

  it('have the plain class of what the session makes of them, where samples are encoded', async () => {
    const session = { ...growing(), plain: ({ values }: Sample) => values.map((x) => 1 - x) };
    for (const rounds of [ROUNDS, null]) {
      const { rows } = await run(task(), session, rounds);
      for (const row of rows) expect(row.base_prediction).toBe(1 - row.index / 12 > 0.5 ? 1 : 0);
    }
  });

  it('give the same rows in slices of any length, and no pass is made twice', async () => {
    const whole = claims((await run(task())).rows);
    for (const slice of [1, 3, 10, 40, 100]) {
      const runs = await inSlices(slice);
      expect(claims(runs.flatMap(({ rows }) => rows))).toEqual(whole);
      if (slice < 40) expect(runs.length).toBeGreaterThan(3);
    }
  });

  it('tell what is proved of every sample under way, never less than before', async () => {
    const proved = new Map<number, number>();
    for (const { rows, end } of await inSlices(7)) {
      const told = end.carried.map(({ interim }) => interim!);
      for (const row of [...told, ...rows]) {
        expect(row).toMatchObject({ verdict: 'certified', label: 1, correct: true });
        expect(row.radius!).toBeGreaterThanOrEqual(proved.get(row.index) ?? 0);
        proved.set(row.index, row.radius!);
      }
      for (const row of rows) expect(end.carried.some(({ index }) => index === row.index)).toBe(false);
    }
    expect([...proved.keys()].sort((a, b) => a - b)).toEqual(INDICES);
  });

  it('carry only what was begun, with the time it took', async () => {
    const { end } = await run(task({ slice: 12 }));
    expect(end.finished).toBe(false);
    expect(end.carried.length).toBeGreaterThan(0);
    expect(end.carried.length).toBeLessThan(4);
    for (const one of end.carried) expect(one.seconds).toBeGreaterThan(0);
  });

  it('have the plain class that they have in a batch with others, whoever is left', async () => {
    const calls: number[] = [];
    const counting = {
      ...classifier,
      logits: (input: Float32Array) => (calls.push(input.length), classifier.logits(input)),
    };
    const parts = { classifier: counting, session: growing(), rounds: ROUNDS, sample, milliseconds: () => 0 };
    const rows: Row[] = [];
    await certifyChunk(task(), parts, (report) => void ('row' in report && rows.push(report.row)));
    expect(calls).toHaveLength(2);
    expect(claims(rows).map(({ base_prediction }) => base_prediction)).toEqual([0, 0, 1, 1, 1]);
  });

  it('are brought to their end one after the other where the method knows no rounds', async () => {
    const trace: [number, number][] = [];
    const { rows } = await run(task(), growing(trace), null);
    expect(rows.map(({ index }) => index)).toEqual(INDICES);
    expect(trace).toEqual([...NEEDED]);
    const { end } = await run(task({ slice: 12 }), growing(), null);
    expect(end.carried).toMatchObject([{ index: 5, round: 0, interim: null }]);
  });
});
