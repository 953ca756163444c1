import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { readConstant } from '../../../../src/graph/constant.ts';
import type { Dimension, Model } from '../../../../src/graph/graph.ts';
import { trace, type Trace } from '../../../../src/graph/rewrites/canonical/trace.ts';
import { Unsupported, type Obstacle } from '../../../../src/graph/rewrites/canonical/unsupported.ts';
import { batchMixing, constantLogits, convolutional, linear, weights } from '../../../support/models.ts';

type Build = (builder: GraphBuilder, x: string) => string;

/** A model of x [batch, …sample] whose last value is the output. */
function model(sample: readonly Dimension[], build: Build, batch: Dimension = 'batch'): Model {
  const builder = new GraphBuilder();
  builder.output(build(builder, builder.input('x', [batch, ...sample])), null);
  return builder.model(17);
}

const ints = (builder: GraphBuilder, ...values: number[]) =>
  builder.constant(BigInt64Array.from(values, BigInt));

const run = (one: Model, batch = 4): Promise<Trace> => trace(one, evaluator, batch);

const typesIn = ({ types }: Trace) =>
  [...types].map(([name, { element, dims }]) => `${name}: ${element}[${dims.join()}]`);

async function obstaclesOf(one: Model, batch = 4): Promise<readonly Obstacle[]> {
  const error: unknown = await run(one, batch).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unsupported);
  return (error as Unsupported).obstacles;
}

describe('trace', () => {
  it('knows the types of everything that depends on the input', async () => {
    expect(typesIn(await run(convolutional()))).toEqual([
      'x: float32[4,1,6,6]',
      'conv_0: float32[4,2,4,4]',
      'relu_1: float32[4,2,4,4]',
      'flatten_2: float32[4,32]',
      'logits: float32[4,2]',
    ]);
  });

  it('knows types that are no float32', async () => {
    const traced = await run(
      model([4], (b, x) => {
        b.node('ArgMax', [x], { axis: 1 }, { outputs: ['best'] });
        b.node('Greater', [x, b.constant([0.5])], {}, { outputs: ['large'] });
        b.node('Cast', [x], { to: 10 }, { outputs: ['half'] });
        return b.node('Cast', [x], { to: 11 }, { outputs: ['double'] });
      }),
    );
    expect(typesIn(traced).slice(1)).toEqual([
      'best: int64[4,1]',
      'large: bool[4,4]',
      'half: float16[4,4]',
      'double: float64[4,4]',
    ]);
  });

  it('computes what does not depend on the input, at the batch that was asked for', async () => {
    const { constants } = await run(
      model([2, 3], (b, x) => {
        const rows = b.node('Gather', [b.node('Shape', [x]), ints(b, 0)]);
        const shape = b.node('Concat', [rows, ints(b, -1)], { axis: 0 }, { outputs: ['shape'] });
        const w = b.node('Transpose', [b.constant(weights(12), [2, 6])], {}, { outputs: ['turned'] });
        return b.node('MatMul', [b.node('Reshape', [x, shape]), w]);
      }),
      7,
    );
    expect([...constants.keys()]).toEqual(['shape', 'turned']);
    expect(readConstant(constants.get('shape')!)).toMatchObject({
      type: 'int64',
      data: BigInt64Array.of(7n, -1n),
    });
    expect(readConstant(constants.get('turned')!).dims).toEqual([6, 2]);
    expect(readConstant(constants.get('turned')!).data[2]).toBe(weights(12)[1]);
  });

  it('takes constants of the file as they are, without a copy', async () => {
    const one = linear();
    const { constants } = await run(one);
    expect(constants.get('weight')).toBe(one.graph.initializers[0]);
  });

  it('is not misled by what the file says of its values', async () => {
    const one = convolutional();
    const values = [{ name: 'relu_1', type: { kind: 'tensor', element: 'float32', dims: [9, 9] } }] as const;
    const { types } = await run({ ...one, graph: { ...one.graph, values } });
    expect(types.get('relu_1')!.dims).toEqual([4, 2, 4, 4]);
  });

  it.each(['batch', 2] as const)(
    'tells the sizes that kernels give, not those that are inferred: %s',
    async (rows) => {
      // Inference counts a last window that would begin in the padding behind; the kernel does not.
      const attributes = { kernel_shape: [3], strides: [3], pads: [0, 1], ceil_mode: 1 };
      const pooled = model([1, 9], (b, x) => b.node('MaxPool', [x], attributes, { outputs: ['y'] }), rows);
      expect((await run(pooled, 2)).types.get('y')!.dims).toEqual([2, 1, 3]);
    },
  );

  it('runs a graph of one batch size at that size only', async () => {
    const fixed = linear({ batch: 2 });
    expect((await run(fixed, 2)).types.get('logits')!.dims).toEqual([2, 3]);
    await expect(run(fixed, 3)).rejects.toThrow('batches of 2, not of 3');
  });

  it('allows more than one row for a sample', async () => {
    const traced = await run(
      model([6], (b, x) => b.node('Reshape', [x, ints(b, -1, 3)], {}, { outputs: ['y'] })),
    );
    expect(traced.types.get('y')!.dims).toEqual([8, 3]);
  });
});

describe('trace refuses', () => {
  it('a value without the batch on its first axis, where it first occurs', async () => {
    const turned = model([4], (b, x) => {
      const y = b.node('Transpose', [x], { perm: [1, 0] }, { name: 'turn' });
      return b.node('Transpose', [b.node('Relu', [y], {}, { name: 'after' })], { perm: [1, 0] });
    });
    expect(await obstaclesOf(turned, 2)).toEqual([
      {
        code: 'batch_axis',
        node: 'turn',
        operator: 'Transpose',
        message:
          'what the node "turn" (Transpose) gives does not keep the samples apart along its first axis: it is [4, 2] for a batch of 2 and [4, 3] for a batch of 3',
      },
    ]);
  });

  it('all of them at once', async () => {
    const sums = model([4], (b, x) => {
      const all = b.node('ReduceSum', [x], { keepdims: 0 }, { name: 'all' });
      const columns = b.node('ReduceMax', [x], { axes: [0], keepdims: 1 }, { name: 'columns' });
      return b.node('Add', [b.node('Add', [x, all]), columns]);
    });
    expect((await obstaclesOf(sums)).map(({ node }) => node)).toEqual(['all', 'columns']);
    expect((await obstaclesOf(batchMixing()))[0]).toMatchObject({
      code: 'batch_axis',
      operator: 'ReduceMean',
    });
  });

  it('sizes that grow with the batch', async () => {
    const pairs = model([4], (b, x) => {
      const turned = b.node('Transpose', [x], {}, { name: 'turn' });
      return b.node('MatMul', [x, turned], {}, { name: 'pairs' });
    });
    expect((await obstaclesOf(pairs)).map(({ node }) => node)).toEqual(['turn']);
    const square = model([1], (b, x) => {
      const rows = b.node('Gather', [b.node('Shape', [x]), ints(b, 0, 0)]);
      return b.node('Expand', [x, rows], {}, { name: 'square' });
    });
    expect((await obstaclesOf(square)).map(({ node }) => node)).toEqual(['square']);
  });

  it('rows that are no whole number for a sample', async () => {
    const halved = model([6], (b, x) => b.node('Reshape', [x, ints(b, -1, 9)], {}, { name: 'odd' }), 3);
    expect((await obstaclesOf(halved, 3)).map(({ node }) => node)).toEqual(['odd']);
  });

  it('a first axis that only happens to fit', async () => {
    const fits = model([6], (b, x) =>
      b.node('Slice', [x, ints(b, 0), ints(b, 4), ints(b, 0)], {}, { name: 'cut' }),
    );
    expect((await obstaclesOf(fits, 8)).map(({ node }) => node)).toEqual(['cut']);
  });

  it('an output that does not depend on the input', async () => {
    const nothing = model([4], (b, x) =>
      b.node('ConstantOfShape', [b.node('Shape', [x])], {}, { outputs: ['y'] }),
    );
    expect(await obstaclesOf(nothing)).toEqual([
      {
        code: 'output_constant',
        message: 'the output "y" does not depend on the input: there is nothing to certify',
      },
    ]);
    expect((await run(constantLogits([1, 2]))).types.size).toBeGreaterThan(0);
  });

  it('a batch that the engine does not run, in the words of the engine', async () => {
    const one = model([4], (b, x) => b.node('Reshape', [x, ints(b, 2, 4)], {}, { name: 'stiff' }));
    const [obstacle] = await obstaclesOf(one);
    expect(obstacle!.code).toBe('trace_failed');
    expect(obstacle!.message).toMatch(
      /^the engine does not run the model on a batch of [34]: .*'stiff'.*cannot be reshaped/,
    );
    expect(obstacle!.message).not.toMatch(/\n|\/\w+\//);
  });
});
