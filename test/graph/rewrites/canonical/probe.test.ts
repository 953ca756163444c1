import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Evaluator } from '../../../../src/graph/evaluate.ts';
import { Probe } from '../../../../src/graph/rewrites/canonical/probe.ts';
import { Unsupported } from '../../../../src/graph/rewrites/canonical/unsupported.ts';
import { convolutional, fixedBatch, linear } from '../../../support/models.ts';

const failing = (words: string): Evaluator => ({
  provenance: evaluator.provenance,
  load: () => Promise.reject(new Error(words)),
});

describe('Probe', () => {
  it('answers inner values, and those of nodes behind the model', async () => {
    const builder = new GraphBuilder();
    builder.node('Shape', ['conv_0'], {}, { outputs: ['shape'] });
    const { nodes } = builder.build();
    const results = await new Probe(convolutional(), evaluator).run(3, ['relu_1', 'shape'], nodes);
    expect(results['relu_1']!.dims).toEqual([3, 2, 4, 4]);
    expect(results['shape']!.data).toEqual(BigInt64Array.of(3n, 2n, 4n, 4n));
  });

  it('gives the same values whether the engine infers sizes or not', async () => {
    const probe = new Probe(linear(), evaluator);
    expect(await probe.run(2, ['logits'], [], true)).toEqual(await probe.run(2, ['logits']));
  });

  it('knows the batch that a file fixes', () => {
    expect(new Probe(linear(), evaluator).fixed).toBeNull();
    expect(new Probe(fixedBatch(7), evaluator).fixed).toBe(7);
  });

  it('passes on the first line of what the engine says, escaped, short and without its paths', async () => {
    const words = `Bad thing in /build/onnxruntime/core/x.cc:9 "\u202e" ${'long '.repeat(200)}\nsecond`;
    const error: unknown = await new Probe(linear(), failing(words))
      .run(2, ['logits'])
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Unsupported);
    const [obstacle] = (error as Unsupported).obstacles;
    expect(obstacle!.code).toBe('trace_failed');
    expect(obstacle!.message).toContain('on a batch of 2: Bad thing in x.cc:9 \\"\\u{202e}\\" long');
    expect(obstacle!.message).not.toContain('second');
    expect(obstacle!.message.length).toBeLessThan(500);
  });

  it('runs only what takes one input', () => {
    const model = linear();
    const graph = { ...model.graph, inputs: [...model.graph.inputs, ...model.graph.inputs] };
    expect(() => new Probe({ ...model, graph }, evaluator)).toThrow('one input');
  });
});
