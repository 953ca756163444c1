import { describe, expect, it } from 'vitest';
import type { Classifier } from '../../src/certify/classifier.ts';
import { certifyChunk, openSession } from '../../src/service/chunk.ts';
import type { Row } from '../../src/service/job.ts';
import type { ChunkTask, Report, SliceEnd } from '../../src/service/task.ts';
import { linearClassifier } from '../certify/synthetic.ts';
import { classifying } from '../laws/certifier.ts';
import { aChunkTask } from '../support/records.ts';

const METHOD = {
  name: 'smoothing',
  task: 'certify',
  sigma: 0.25,
  n0: 50,
  n: 400,
  alpha: 0.001,
  grid: { step: 0.0625, low: 0, high: 1, source: 'model' },
} as const;

const task = (changes: Partial<ChunkTask> = {}): ChunkTask =>
  aChunkTask({ method: METHOD, indices: [2, 5, 9], probe: true, ...changes });

/** Class 1 for bright samples, which those with an odd index are. */
const bright = (batch: number) => linearClassifier(batch, [2], [1, 1], -1);
const sample = async (index: number) => ({
  index,
  label: index % 2,
  values: index % 2 === 0 ? Float32Array.of(0.25, 0.125) : Float32Array.of(0.75, 1),
});

/** Runs with a clock that goes on by one millisecond whenever it is looked at. */
async function run(one: ChunkTask, classifier: Classifier): Promise<{ rows: Row[]; end: SliceEnd }> {
  const rows: Row[] = [];
  let now = 0;
  const take = (report: Report) => 'row' in report && rows.push(report.row);
  const session = await openSession(one, classifying(classifier));
  const end = await certifyChunk(
    one,
    { classifier, session, rounds: null, sample, milliseconds: () => now++ },
    take,
  );
  return { rows, end };
}

const claims = (rows: readonly Row[]) => rows.map(({ seconds: _, ...claim }) => claim);

describe('a chunk', () => {
  it('gives every sample its row, with what the plain model says beside it', async () => {
    const { rows, end } = await run(task(), bright(16));
    expect(end).toEqual({ finished: true, carried: [] });
    expect(
      rows.map(({ index, label, prediction, base_prediction, correct, verdict }) => [
        index,
        label,
        prediction,
        base_prediction,
        correct,
        verdict,
      ]),
    ).toEqual([
      [2, 0, 0, 0, true, 'certified'],
      [5, 1, 1, 1, true, 'certified'],
      [9, 1, 1, 1, true, 'certified'],
    ]);
  });

  it('gives the same rows in slices, however short', async () => {
    const whole = await run(task(), bright(16));
    for (const slice of [1, 7, 30]) {
      const rows: Row[] = [];
      let left = task({ slice });
      for (let turns = 0; ; turns++) {
        const part = await run(left, bright(16));
        rows.push(...part.rows);
        if (part.end.finished) {
          expect(turns).toBeGreaterThan(1);
          break;
        }
        const done = new Set(rows.map(({ index }) => index));
        const { carried } = JSON.parse(JSON.stringify(part.end)) as SliceEnd;
        left = task({ slice, carried, probe: false, indices: [2, 5, 9].filter((index) => !done.has(index)) });
      }
      expect(claims(rows)).toEqual(claims(whole.rows));
    }
  });

  it('fails for a model that looks at its batch', async () => {
    const peeker: Classifier = {
      ...bright(16),
      async logits(input) {
        const mean = input.reduce((sum, x) => sum + x, 0) / input.length;
        return Float32Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? mean : input[i - 1]!));
      },
    };
    await expect(run(task(), peeker)).rejects.toThrow('cannot be certified');
    await expect(run(task({ probe: false }), peeker)).resolves.toBeDefined();
  });

  it('continues no count that these draws cannot have left', async () => {
    const carry = { selection: [60, 0], estimation: [0, 0], drawn: 50 };
    const carried = [{ index: 2, carry, round: 0, interim: null, seconds: 0 }];
    await expect(run(task({ carried }), bright(16))).rejects.toThrow('carried on');
  });
});
