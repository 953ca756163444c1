import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { canonical, Unsupported } from '../../../../src/graph/rewrites/canonical/compile.ts';

interface Form {
  readonly before?: 'Relu' | 'Conv';
  readonly between?: 'Cast' | 'Transpose' | 'Identity';
  readonly value?: number;
  readonly by?: number;
  readonly kernel?: number;
  readonly mode?: 'constant' | 'edge';
}

/** Scores of [batch, 1, 4, 4] through a Pad and a MaxPool. */
function padded({ before, between, value, by = 1, kernel = 3, mode = 'constant' }: Form) {
  const graph = new GraphBuilder();
  let x = graph.input('x', ['batch', 1, 4, 4]);
  if (before === 'Relu') x = graph.node('Relu', [x]);
  if (before === 'Conv') x = graph.node('Conv', [x, graph.constant([1], [1, 1, 1, 1])]);
  const last = between === 'Transpose';
  if (last) x = graph.node('Transpose', [x], { perm: [0, 2, 3, 1] });
  const sizes = last ? [0, by, by, 0] : [0, 0, by, by];
  const pads = graph.constant(BigInt64Array.from([...sizes, ...sizes], BigInt));
  const filling = value === undefined ? [] : [graph.constant([value], [])];
  x = graph.node('Pad', [x, pads, ...filling], { mode });
  if (between === 'Cast') x = graph.node('Cast', [x], { to: 1 });
  if (between === 'Identity') x = graph.node('Identity', [x]);
  if (last) x = graph.node('Transpose', [x], { perm: [0, 3, 1, 2] });
  x = graph.node('MaxPool', [x], { kernel_shape: [kernel, kernel], strides: [kernel, kernel] });
  graph.output(graph.node('Flatten', [x]), null);
  return graph.model(17, 10);
}

const compiled = (form: Form) => canonical(padded(form), evaluator, 2);

describe('misfused', () => {
  it('is about what the engine does: zeros of a Pad count as nothing in a MaxPool', async () => {
    const program = await evaluator.load(encode(padded({})));
    const data = new Float32Array(16).fill(-1);
    const [scores] = Object.values(await program.run({ x: { type: 'float32', dims: [1, 1, 4, 4], data } }));
    await program.release();
    expect([...scores!.data]).toEqual([-1, -1, -1, -1]);
  });

  it.each<Form>([
    {},
    { before: 'Conv' },
    { value: 0 },
    { value: -0 },
    { between: 'Cast' },
    { between: 'Identity' },
    { between: 'Transpose' },
    { before: 'Relu', by: 3 },
  ])('refuses windows over zeros of a Pad: %j', async (form) => {
    const error: unknown = await compiled(form).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Unsupported);
    expect((error as Unsupported).obstacles).toMatchObject([
      { code: 'operator_unsupported', operator: 'MaxPool' },
    ]);
  });

  it.each<Form>([{ before: 'Relu' }, { value: -1 }, { value: -Infinity }, { mode: 'edge' }])(
    'takes those that come out as defined: %j',
    async (form) => {
      await expect(compiled(form)).resolves.toBeDefined();
    },
  );
});
