import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { check } from '../../src/graph/check.ts';
import type { Graph } from '../../src/graph/graph.ts';

/** y = Relu(x), to be spoilt. */
function graph(change: Partial<Graph> = {}, build: (builder: GraphBuilder) => void = () => undefined): Graph {
  const builder = new GraphBuilder();
  builder.input('x', ['b', 2]);
  builder.node('Relu', ['x'], {}, { name: 'relu', outputs: ['y'] });
  build(builder);
  builder.output('y', ['b', 2]);
  return { ...builder.build(), ...change };
}

const codes = (one: Graph) => check(one).map(({ code }) => code);
const weight = (change: object) =>
  ({ name: 'w', type: 'float32', dims: [2], bytes: new Uint8Array(8), ...change }) as const;

describe('check', () => {
  it('finds nothing in a legal graph, with left-out inputs and outputs', () => {
    const legal = graph({}, (builder) => {
      builder.constant([1, 2], [2], { name: 'low' });
      builder.node('Clip', ['y', '', 'low'], {}, { outputs: ['z', ''] });
    });
    expect(check(legal)).toEqual([]);
  });

  it('names a value that nothing defines, and who reads it', () => {
    const flaws = check(graph({}, (builder) => builder.node('Add', ['y', 'ghost'], {}, { name: 'sum' })));
    expect(flaws).toEqual([
      {
        code: 'value_undefined',
        node: 'sum',
        operator: 'Add',
        message: 'the node "sum" (Add) reads "ghost", which no input, initializer or node defines',
      },
    ]);
  });

  it('names an output that nothing computes', () => {
    const [flaw] = check(graph({}, (builder) => builder.output('lost', null)));
    expect(flaw).toMatchObject({ code: 'value_undefined', message: 'nothing computes the output "lost"' });
  });

  it('finds names that are there twice, whoever has them', () => {
    expect(codes(graph({}, (builder) => builder.input('x', [1])))).toEqual(['value_defined_twice']);
    expect(codes(graph({}, (builder) => builder.constant([1], [1], { name: 'x' })))).toEqual([
      'value_defined_twice',
    ]);
    expect(codes(graph({}, (builder) => builder.node('Neg', ['x'], {}, { outputs: ['y'] })))).toEqual([
      'value_defined_twice',
    ]);
    expect(codes(graph({}, (builder) => builder.input('', [1])))).toEqual(['value_unnamed']);
  });

  it('says of a graph in the wrong order that it is only that, and names the first node', () => {
    const { nodes } = graph({}, (builder) => builder.node('Neg', ['y'], {}, { name: 'neg' }));
    const [flaw, ...rest] = check(graph({ nodes: nodes.toReversed() }));
    expect(rest).toEqual([]);
    expect(flaw).toMatchObject({ code: 'graph_unsorted', node: 'neg', operator: 'Neg' });
    expect(flaw!.message).toContain('reads "y" before a later node makes it');
  });

  it('names the nodes of a cycle', () => {
    const cyclic = graph({}, (builder) => {
      builder.node('Add', ['x', 'c'], {}, { name: 'first', outputs: ['a'] });
      builder.node('Neg', ['a'], {}, { name: 'second', outputs: ['c'] });
    });
    expect(check(cyclic)).toEqual([
      { code: 'graph_cyclic', message: 'these nodes wait for each other in a circle: "first", "second"' },
    ]);
  });

  it('finds a cycle that goes through a nested graph', () => {
    const inner = new GraphBuilder('inner');
    inner.node('Neg', ['later'], {}, { outputs: ['z'] });
    const cyclic = graph({}, (builder) => {
      builder.node('If', ['x'], { then_branch: inner.build() }, { name: 'if', outputs: ['a'] });
      builder.node('Neg', ['a'], {}, { name: 'neg', outputs: ['later'] });
    });
    expect(check(cyclic)).toMatchObject([
      { code: 'graph_cyclic', message: expect.stringContaining('"if", "neg"') as unknown },
    ]);
  });

  it('finds attributes without a meaning, without a name and there twice', () => {
    const node = graph().nodes[0]!;
    const attributes = [
      { name: 'a', kind: 'int', value: 1n },
      { name: 'a', kind: 'int', value: 1n },
      { name: '', kind: 'int', value: 1n },
      { name: 'b', kind: 'illegal', value: 'its type is ints, but it holds float' },
      { name: 'c', kind: 'reference', value: 'd' },
      { name: 'e', kind: 'tensor', value: weight({ dims: [3] }) },
    ] as const;
    expect(codes(graph({ nodes: [{ ...node, attributes }] }))).toEqual([
      'attribute_twice',
      'attribute_illegal',
      'attribute_illegal',
      'attribute_illegal',
      'tensor_size_wrong',
    ]);
  });

  it.each([
    ['tensor_size_wrong', { dims: [3] }, 'float32[3], which takes 12 bytes, but holds 8'],
    ['dims_negative', { dims: [-2, -1] }, '[-2, -1]'],
    ['size_overflow', { dims: [2 ** 40, 2 ** 40] }, '2^53'],
    ['external_data', { external: 'weights.bin', bytes: new Uint8Array(0) }, '"weights.bin"'],
    ['tensor_size_wrong', { type: 'string', strings: ['a'] }, 'takes 2 strings, but holds 1'],
  ] as const)('finds %s in an initializer', (code, change, words) => {
    const [flaw] = check(graph({ initializers: [weight(change)] }));
    expect(flaw!.code).toBe(code);
    expect(flaw!.message).toContain('"w"');
    expect(flaw!.message).toContain(words);
  });

  it('finds impossible sizes in what is described', () => {
    const value = (name: string, dims: readonly (number | string)[]) =>
      ({ name, type: { kind: 'tensor', element: 'float32', dims } }) as const;
    const values = [value('z', [-2]), value('u', ['b', 2 ** 30, 2 ** 30]), value('v', ['b', 2])];
    expect(codes(graph({ values }))).toEqual(['dims_negative', 'size_overflow']);
  });

  it('lets nested graphs read outer values, and holds them to the same rules', () => {
    const inner = new GraphBuilder('inner');
    inner.node('Neg', ['y'], {}, { outputs: ['z'] });
    inner.node('Neg', ['nothing'], {}, { outputs: ['x'] });
    const flaws = check(
      graph({}, (builder) => builder.node('If', ['x'], { then_branch: inner.build() }, { name: 'if' })),
    );
    expect(flaws.map(({ code }) => code)).toEqual(['value_undefined', 'value_defined_twice']);
  });

  it('names a node without a name by its place', () => {
    const [flaw] = check(graph({}, (builder) => builder.node('', ['x'])));
    expect(flaw).toMatchObject({ code: 'operator_missing', node: '#1' });
  });
});
