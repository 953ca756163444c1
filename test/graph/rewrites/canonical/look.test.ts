import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Evaluator } from '../../../../src/graph/evaluate.ts';
import type { Graph } from '../../../../src/graph/graph.ts';
import { ELEMENT_CODES } from '../../../../src/graph/onnx/fields.ts';
import { decode } from '../../../../src/graph/onnx/decode.ts';
import { look } from '../../../../src/graph/rewrites/canonical/look.ts';
import { Probe } from '../../../../src/graph/rewrites/canonical/probe.ts';

/** x through as many nodes as there are names; the last is the output. */
function chain(names: readonly string[], operator = 'Relu', to?: number): Graph {
  const builder = new GraphBuilder();
  let value = builder.input('x', ['batch', 4]);
  for (const name of names) {
    value = builder.node(operator, [value], to === undefined ? {} : { to }, { outputs: [name] });
  }
  builder.output(value, null);
  return builder.build();
}

const model = (graph: Graph) => ({ ...new GraphBuilder().model(19), graph });

const sizes = (names: readonly string[], ...sample: readonly number[]) => ({
  batch: 2,
  dims: new Map(names.map((name) => [name, [2, ...sample]])),
});

/** Answers empty tensors, and notes which outputs every program had. */
function recording(): { readonly evaluator: Evaluator; readonly asked: (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  const tensor = { type: 'float32', dims: [3, 0], data: new Float32Array(0) } as const;
  return {
    asked,
    evaluator: {
      provenance: evaluator.provenance,
      load(bytes) {
        const outputs = decode(bytes as Uint8Array).graph.outputs.map(({ name }) => name);
        asked.push(outputs);
        const results = Object.fromEntries(outputs.map((name) => [name, tensor]));
        const run = () => Promise.resolve(results);
        return Promise.resolve({ inputs: ['x'], outputs, run, release: () => Promise.resolve() });
      },
    },
  };
}

describe('look', () => {
  it('answers the types of values at the batch', async () => {
    const graph = chain(['a', 'b'], 'Cast', ELEMENT_CODES.float16);
    const types = await look(new Probe(model(graph), evaluator), graph, sizes(['x', 'a'], 4), 3);
    expect([...types]).toEqual([
      ['x', { element: 'float32', dims: [3, 4] }],
      ['a', { element: 'float16', dims: [3, 4] }],
    ]);
  });

  it.each(['bfloat16', 'float8_e4m3fn'] as const)(
    'knows %s, which the engine does not hand over',
    async (element) => {
      const graph = chain(['a'], 'Cast', ELEMENT_CODES[element]);
      const types = await look(new Probe(model(graph), evaluator), graph, sizes(['a'], 4), 3);
      expect(types.get('a')).toEqual({ element, dims: [3, 4] });
    },
  );

  it('takes as many runs as the sizes demand', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const graph = chain(names);
    const { evaluator: fake, asked } = recording();
    // 2^22 values a row take 96 MB for three rows of doubles: two of them fit into a run.
    await look(new Probe(model(graph), fake), graph, sizes(names, 2 ** 22), 3);
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('does not fail for one value that is larger than a run', async () => {
    const graph = chain(['a', 'b']);
    const { evaluator: fake, asked } = recording();
    await look(new Probe(model(graph), fake), graph, sizes(['a', 'b'], 2 ** 26), 3);
    expect(asked).toEqual([['a'], ['b']]);
  });
});
