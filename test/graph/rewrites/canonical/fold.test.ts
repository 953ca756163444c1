import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { float, GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { print } from '../../../../src/graph/print.ts';
import { fold } from '../../../../src/graph/rewrites/canonical/fold.ts';
import { nameNodes } from '../../../../src/graph/rewrites/canonical/names.ts';
import { trace } from '../../../../src/graph/rewrites/canonical/trace.ts';
import { upgrade } from '../../../../src/graph/rewrites/canonical/upgrade.ts';
import { verify } from '../../../../src/graph/rewrites/canonical/verify.ts';
import { weights } from '../../../support/models.ts';

const golden = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../golden/graphs/rewrites', name), 'utf8');

/** What exporters write: a shape computed for a Reshape, weights transposed and scaled, a Constant node, a Dropout. */
function exported(): Model {
  const builder = new GraphBuilder('exported');
  const x = builder.input('x', ['batch', 1, 2, 6]);
  const zero = builder.constant(BigInt64Array.of(0n));
  const rest = builder.constant(BigInt64Array.of(-1n));
  const shape = builder.node('Shape', [x], {}, { name: 'size' });
  const rows = builder.node('Gather', [shape, zero], { axis: 0 }, { name: 'rows' });
  const flatShape = builder.node('Concat', [rows, rest], { axis: 0 }, { name: 'flat_shape' });
  const pooled = builder.node(
    'MaxPool',
    [x],
    { kernel_shape: [2, 2], strides: [2, 2], auto_pad: 'SAME_UPPER' },
    { name: 'pool', outputs: ['pooled', 'places'] },
  );
  const clipped = builder.node('Clip', [pooled], { min: float(0) }, { name: 'clip' });
  const dropped = builder.node(
    'Dropout',
    [clipped],
    { ratio: float(0.5) },
    { name: 'drop', outputs: ['dropped', 'mask'] },
  );
  const flat = builder.node('Reshape', [dropped, flatShape], {}, { name: 'flat' });
  const w = builder.constant(weights(6), [2, 3], { name: 'w' });
  const turned = builder.node('Transpose', [w], { perm: [1, 0] }, { name: 'turn', outputs: ['turned'] });
  const scale = builder.node(
    'Constant',
    [],
    { value: { type: 'float32', dims: [], bytes: new Uint8Array(Float32Array.of(2).buffer) } },
    { name: 'two', outputs: ['scale'] },
  );
  const scaled = builder.node('Mul', [turned, scale], {}, { name: 'double', outputs: ['scaled'] });
  builder.node('Neg', [x], {}, { name: 'unused' });
  const scores = builder.node('MatMul', [flat, scaled], {}, { name: 'dense' });
  builder.output(builder.node('Softmax', [scores], {}, { name: 'end', outputs: ['y'] }), ['batch', 2]);
  return builder.model(10);
}

async function folded(model: Model, batch: number) {
  const named = { ...model, graph: nameNodes(model.graph) };
  return verify(fold(named, await trace(named, evaluator, batch), batch), 'fold');
}

describe('fold', () => {
  it('keeps only what depends on the input', async () => {
    expect(print(exported().graph)).toBe(golden('exported.txt'));
    expect(print((await folded(exported(), 4)).model.graph)).toBe(golden('fold.txt'));
  });

  it('then upgrades to operator set 21', async () => {
    expect(print(upgrade(await folded(exported(), 4)).model.graph)).toBe(golden('upgrade.txt'));
  });

  it('knows the type of every value, and starts without magnitudes', async () => {
    const { types, magnitudes, tail, batch, model } = await folded(exported(), 3);
    expect([batch, tail, magnitudes.size]).toEqual([3, 'none', 0]);
    expect(types.get('scaled')).toEqual({ element: 'float32', dims: [3, 2] });
    expect(types.get('y')).toEqual({ element: 'float32', dims: [3, 2] });
    expect(model.graph.inputs[0]!.type).toMatchObject({ dims: [3, 1, 2, 6] });
  });
});
