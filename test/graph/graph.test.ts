import { expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { attribute, graphsWithin, opsetOf } from '../../src/graph/graph.ts';

const inner = new GraphBuilder('inner').build();
const builder = new GraphBuilder('outer');
builder.node('If', ['c'], { then_branch: inner, else_branch: inner, level: 3 });
const model = builder.model(17);

it('attribute finds a payload by name and kind', () => {
  const node = model.graph.nodes[0]!;
  expect(attribute(node, 'level', 'int')).toBe(3n);
  expect(attribute(node, 'level', 'float')).toBeUndefined();
  expect(attribute(node, 'other', 'int')).toBeUndefined();
});

it('opsetOf tells the version of a domain, or null', () => {
  expect(opsetOf(model)).toBe(17);
  expect(opsetOf(model, 'ai.onnx.ml')).toBeNull();
});

it('graphsWithin gives nested graphs after the one that holds them', () => {
  expect([...graphsWithin(model.graph)].map(({ name }) => name)).toEqual(['outer', 'inner', 'inner']);
});
