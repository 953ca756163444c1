import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import type { Session } from '../../src/certify/certifier.ts';
import { openLoading } from '../../src/service/loading.ts';
import type { ChunkTask } from '../../src/service/task.ts';
import { affineDenoiser, linear } from '../support/models.ts';
import { aModel } from '../support/records.ts';

const FILES: Record<string, Uint8Array> = {
  first: encode(linear({ weight: [1, 0, 0, 1], bias: [0, 0] })),
  second: encode(linear({ weight: [0, 1, 1, 0], bias: [0, 0] })),
  tenfold: encode(affineDenoiser([2], { scale: 10 })),
  negative: encode(affineDenoiser([2], { scale: -1 })),
};
const SMOOTHING = {
  name: 'smoothing',
  task: 'predict',
  sigma: 0.01,
  n0: 0,
  n: 20,
  alpha: 0.01,
  grid: { step: 2 ** -16, low: 0, high: 1, source: 'chosen' },
} as const;
const INTERVAL = {
  name: 'interval',
  norm: 'linf',
  epsilon: 0.1,
  arithmetic: 'float32',
  domain: null,
  reach: 2,
} as const;
const facts = {
  ...aModel().facts,
  inputs: [{ name: 'x', datatype: 'FP32' as const, shape: [-1, 2] }],
  batch: 2,
};
const frontFacts = { ...facts, outputs: [{ ...facts.outputs[0]!, name: 'clean' }] };
const task = (digest: string, method: ChunkTask['method'] = INTERVAL, seed = '0') => ({
  model: { path: digest, digest, facts },
  denoiser: null,
  method,
  seed: seed.repeat(64),
});

/** Loads from memory, and notes what is loaded and released. */
function open() {
  const events: string[] = [];
  const noting = {
    ...evaluator,
    async load(source: Uint8Array | string) {
      const name = typeof source === 'string' ? source : 'bounds';
      const program = await evaluator.load(typeof source === 'string' ? FILES[source]! : source);
      events.push(`+${name}`);
      const release = async () => {
        events.push(`-${name}`);
        await program.release();
      };
      return { ...program, release };
    },
  };
  const reads: string[] = [];
  const read = async (path: string) => {
    reads.push(path);
    return FILES[path]!;
  };
  return { loading: openLoading(noting, read), events, reads };
}

describe('what a runner has in hand', () => {
  it('is compiled once for the chunks of a job, and decoded once', async () => {
    const { loading, events, reads } = open();
    const session = await loading.session(task('first'));
    const before = events.length;
    expect(await loading.session(task('first'))).toBe(session);
    expect(events).toHaveLength(before);
    await loading.session(task('first', { ...INTERVAL, epsilon: 0.2 }));
    expect(reads).toEqual(['first']);
  });

  it('is released when another job comes, the session before the model', async () => {
    const { loading, events } = open();
    const first = await loading.session(task('first'));
    const second = await loading.session(task('first', { ...INTERVAL, epsilon: 0.2 }));
    expect(second).not.toBe(first);
    expect(events.filter((event) => event === '+first')).toHaveLength(1);
    events.length = 0;
    await loading.session(task('second'));
    expect(events.slice(0, 3)).toEqual(['-bounds', '-first', '+second']);
    const other = await loading.session(task('second'));
    expect(await loading.session(task('second', INTERVAL, '1'))).not.toBe(other);
  });

  it('is put down when asked, and taken up again', async () => {
    const { loading, events } = open();
    await loading.session(task('first'));
    events.length = 0;
    await loading.release();
    expect(events).toEqual(['-bounds', '-first']);
    await loading.subject(task('first').model);
    expect(events.slice(2)).toEqual(['+first']);
  });

  it('is a pair where the task has a denoiser, which is put down when another or none is asked for', async () => {
    const { loading, events } = open();
    const behind = (denoiser: string | null, seed = '0') => {
      const front = denoiser === null ? null : { ...task(denoiser).model, facts: frontFacts };
      return loading.session({ ...task('first', SMOOTHING, seed), denoiser: front });
    };
    const predicted = async (session: Session) => {
      if (session.unit !== 'sample') throw new Error('not a sample at a time');
      const outcome = await session.certify({ index: 0, values: Float32Array.of(0.25, 0.75), label: null });
      return 'prediction' in outcome ? outcome.prediction : null;
    };
    const tenfold = await behind('tenfold');
    expect(await behind('tenfold')).toBe(tenfold);
    expect(await predicted(tenfold)).toBe(1);
    expect(await predicted(await behind('negative'))).toBe(0);
    expect(await predicted(await behind('negative', '1'))).toBe(0);
    expect(await predicted(await behind(null))).toBe(1);
    expect(events).toEqual(['+first', '+tenfold', '-tenfold', '+negative', '-negative']);
    await behind('tenfold');
    await loading.subject(task('second').model);
    expect(events.slice(5)).toEqual(['+tenfold', '-tenfold', '-first', '+second']);
    await loading.release();
    expect(events.at(-1)).toBe('-second');
  });

  it('shows no graph of a pair to a method that would look at one', async () => {
    const { loading } = open();
    const front = { ...task('tenfold').model, facts: frontFacts };
    await expect(loading.session({ ...task('first'), denoiser: front })).rejects.toThrow(
      'no graph of its own',
    );
  });

  it('takes up nothing from a model that could not be loaded', async () => {
    const { loading } = open();
    await expect(loading.subject(task('missing').model)).rejects.toThrow();
    await expect(loading.subject(task('missing').model)).rejects.toThrow();
    const { classifier } = await loading.subject(task('first').model);
    expect([...(await classifier.logits(Float32Array.of(1, 2, 3, 4)))]).toEqual([1, 2, 3, 4]);
  });
});
