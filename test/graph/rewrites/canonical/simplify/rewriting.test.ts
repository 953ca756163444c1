import { describe, expect, it } from 'vitest';
import { float } from '../../../../../src/graph/builder.ts';
import {
  floatOf,
  intOf,
  nodeOf,
  rewriting,
} from '../../../../../src/graph/rewrites/canonical/simplify/rewriting.ts';
import { stateFor } from '../../../../laws/rewrite.ts';

describe('rewriting', () => {
  it('goes on until the rule changes nothing, and shows what was put in place', async () => {
    const state = await stateFor({ dims: [1, 2], build: (b, x) => b.node('Abs', [x]) });
    const next: Record<string, string> = { Abs: 'Neg', Neg: 'Relu' };
    const seen: string[] = [];
    const after = rewriting(state, (draft, node) => {
      seen.push(node.operator);
      const operator = next[node.operator];
      if (operator) draft.replace(node, [nodeOf(operator, node.name, node.inputs, node.outputs)]);
    });
    expect(seen).toEqual(['Abs', 'Neg', 'Relu']);
    expect(after.model.graph.nodes.map(({ operator }) => operator)).toEqual(['Relu']);
  });

  it('does not show operators of other domains, which may have the same names', async () => {
    const state = await stateFor({ dims: [1, 2], build: (b, x) => b.node('Gelu', [x]) });
    const nodes = state.model.graph.nodes.map((node) => ({ ...node, domain: 'com.microsoft' }));
    const other = { ...state, model: { ...state.model, graph: { ...state.model.graph, nodes } } };
    rewriting(other, () => expect.unreachable());
  });

  it('reads attributes with what ONNX takes for those that are left out', async () => {
    const state = await stateFor({
      dims: [1, 2],
      build: (b, x) => b.node('Gemm', [x, b.constant([1, 2], [1, 2])], { transB: 1, alpha: float(2) }),
    });
    const [node] = state.model.graph.nodes;
    expect([intOf(node!, 'transB', 0), intOf(node!, 'transA', 0)]).toEqual([1, 0]);
    expect([floatOf(node!, 'alpha', 1), floatOf(node!, 'beta', 1)]).toEqual([2, 1]);
  });
});
