import { expect } from 'vitest';
import { evaluator } from '../../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder, type AttributeValue } from '../../../../../src/graph/builder.ts';
import type { Feeds } from '../../../../../src/graph/evaluate.ts';
import { opsetOf, type Model, type Node } from '../../../../../src/graph/graph.ts';
import { encode } from '../../../../../src/graph/onnx/encode.ts';
import type { Canonical } from '../../../../../src/graph/rewrites/canonical/canonical.ts';
import { fold } from '../../../../../src/graph/rewrites/canonical/fold.ts';
import { nameNodes } from '../../../../../src/graph/rewrites/canonical/names.ts';
import { trace } from '../../../../../src/graph/rewrites/canonical/trace.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { verify } from '../../../../../src/graph/rewrites/canonical/verify.ts';
import { elementCount, type TensorData } from '../../../../../src/graph/tensor.ts';

/** A constant beside x: its values, and its dims when they are not those of a list. bigint makes int64. */
export type Beside = readonly [readonly number[] | readonly bigint[], (readonly number[])?];

const UNKNOWN = { kind: 'unknown' } as const;

/** One node of the operator on x [batch, …] and constants, as an operator set has it. */
export function single(
  opset: number,
  operator: string,
  sample: readonly number[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  beside: readonly (Beside | null)[] = [],
  outputs: readonly string[] = ['y'],
): Model {
  const builder = new GraphBuilder(operator);
  const inputs = [builder.input('x', ['batch', ...sample])];
  for (const one of beside) {
    if (!one) inputs.push('');
    else {
      const [values, dims = [values.length]] = one;
      const whole = typeof values[0] === 'bigint';
      inputs.push(
        builder.constant(whole ? BigInt64Array.from(values as bigint[]) : (values as number[]), dims),
      );
    }
  }
  builder.node(operator, inputs, attributes, { name: 'node', outputs });
  const graph = { ...builder.build(), outputs: outputs.map((name) => ({ name, type: UNKNOWN })) };
  return { ...builder.model(opset, opset > 21 ? 11 : 8), graph };
}

/** The model for batches of one size only. */
export function fixed(model: Model, batch: number): Model {
  const inputs = model.graph.inputs.map(({ name, type }) => {
    const dims = type.kind === 'tensor' ? [batch, ...type.dims!.slice(1)] : [];
    return { name, type: { kind: 'tensor', element: 'float32', dims } } as const;
  });
  return { ...model, graph: { ...model.graph, inputs } };
}

export async function folded(model: Model, batch = 2): Promise<Canonical> {
  const named = { ...model, graph: nameNodes(model.graph) };
  return fold(named, await trace(named, evaluator, batch), batch);
}

/** Upgrades the model and demands that it gives the same bits, in legal terms of set 21; answers its nodes. */
export async function sameBits(model: Model, batch = 2): Promise<readonly Node[]> {
  const { before, after, nodes } = await bothRun(model, batch);
  expect(after).toEqual(before);
  return nodes;
}

/** The same up to the rounding of `terms` sums of values up to 3, for kernels that add in another order. */
export async function sameSums(model: Model, terms: number): Promise<void> {
  const { before, after } = await bothRun(model, 2);
  const [[dims, data]] = before as [Output];
  const [[otherDims, otherData]] = after as [Output];
  expect(otherDims).toBe(dims);
  for (const [i, value] of data.entries()) {
    expect(Math.abs(Number(otherData[i]) - Number(value))).toBeLessThanOrEqual(3 * terms * 2 ** -23);
  }
}

type Output = readonly [string, TensorData];

async function bothRun(model: Model, batch: number) {
  const upgraded = verify(upgrade(await folded(model, batch)), 'upgrade');
  expect(opsetOf(upgraded.model)).toBe(21);
  const { graph } = upgraded.model;
  const [input] = graph.inputs;
  const { dims } = upgraded.types.get(input!.name)!;
  const data = Float32Array.from({ length: elementCount(dims) }, (_, i) => 3 * Math.sin(1 + i * 1.7));
  const feeds = { [input!.name]: { type: 'float32', dims, data } } as const;
  const before = await outputsOf(model, feeds);
  const after = await outputsOf(upgraded.model, feeds);
  const known = graph.outputs.map(({ name }) => upgraded.types.get(name)!);
  expect(after.map(([type]) => type)).toEqual(known.map((type) => `${type.element}[${type.dims.join()}]`));
  return { before, after, nodes: graph.nodes };
}

async function outputsOf(model: Model, feeds: Feeds): Promise<readonly Output[]> {
  const program = await evaluator.load(encode(model));
  const results = await program.run(feeds);
  await program.release();
  return model.graph.outputs.map(({ name }) => {
    const { type, dims, data } = results[name]!;
    return [`${type}[${dims.join()}]`, data];
  });
}
