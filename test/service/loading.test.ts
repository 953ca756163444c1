import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { openLoading } from '../../src/service/loading.ts';
import type { ChunkTask } from '../../src/service/task.ts';
import { linear } from '../support/models.ts';
import { aModel } from '../support/records.ts';

const FILES: Record<string, Uint8Array> = {
  first: encode(linear({ weight: [1, 0, 0, 1], bias: [0, 0] })),
  second: encode(linear({ weight: [0, 1, 1, 0], bias: [0, 0] })),
};
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

  it('takes up nothing from a model that could not be loaded', async () => {
    const { loading } = open();
    await expect(loading.subject(task('missing').model)).rejects.toThrow();
    await expect(loading.subject(task('missing').model)).rejects.toThrow();
    const { classifier } = await loading.subject(task('first').model);
    expect([...(await classifier.logits(Float32Array.of(1, 2, 3, 4)))]).toEqual([1, 2, 3, 4]);
  });
});
