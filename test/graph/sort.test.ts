import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { check } from '../../src/graph/check.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { sort } from '../../src/graph/sort.ts';
import { convolutional } from '../support/models.ts';

/** Node i makes n<i> of `x` and earlier ones; the nodes come in the order given. */
function graph(sources: readonly (readonly number[])[], order: readonly number[]): Graph {
  const builder = new GraphBuilder();
  builder.input('x', [1]);
  sources.forEach((from, i) => {
    builder.node('Sum', ['x', ...from.map((one) => `n${one}`)], {}, { name: `${i}`, outputs: [`n${i}`] });
  });
  const built = builder.build();
  return { ...built, nodes: order.map((i) => built.nodes[i]!) };
}

const names = ({ nodes }: Graph) => nodes.map(({ name }) => name).join(' ');

describe('sort', () => {
  it('answers a graph in order as it is', () => {
    const { graph: sorted } = convolutional();
    expect(sort(sorted)).toBe(sorted);
  });

  it('moves only what has to be before another node', () => {
    expect(names(sort(graph([[], [], [1], []], [0, 2, 1, 3])))).toBe('0 1 2 3');
    expect(names(sort(graph([[], [0], [1]], [2, 1, 0])))).toBe('0 1 2');
  });

  it('makes any acyclic graph legal, and keeps every node', () => {
    const shuffled = fc
      .integer({ min: 1, max: 12 })
      .chain((count) =>
        fc.tuple(
          fc.tuple(
            ...Array.from({ length: count }, (_, i) =>
              i === 0 ? fc.constant([]) : fc.array(fc.nat(i - 1), { maxLength: 3 }),
            ),
          ),
          fc.shuffledSubarray([...Array(count).keys()], { minLength: count }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([sources, order]) => {
        const one = graph(sources, order);
        const sorted = sort(one);
        expect(check(sorted)).toEqual([]);
        expect(new Set(sorted.nodes)).toEqual(new Set(one.nodes));
        expect(sort(sorted)).toBe(sorted);
      }),
      { seed: 17 },
    );
  });

  it('sorts nested graphs, and before them what they read outside', () => {
    const inner = graph([[], [0]], [1, 0]);
    const nested = {
      ...inner,
      inputs: [],
      nodes: inner.nodes.map((node) => ({
        ...node,
        outputs: [`in${node.name}`],
        inputs: node.name === '1' ? ['in0', 'late'] : [],
      })),
    };
    const builder = new GraphBuilder();
    builder.input('x', [1]);
    builder.node('If', ['x'], { then_branch: nested }, { outputs: ['y'] });
    builder.node('Neg', ['x'], {}, { outputs: ['late'] });
    const unsorted = builder.build();
    expect(check(unsorted).map(({ code }) => code)).toEqual(['graph_unsorted', 'graph_unsorted']);
    expect(check(sort(unsorted))).toEqual([]);
  });

  it('throws for a cycle, and walks 100,000 nodes without recursion', () => {
    expect(() => sort(graph([[1], [0]], [0, 1]))).toThrow('cycle');
    const chain = Array.from({ length: 100_000 }, (_, i) => (i === 0 ? [] : [i - 1]));
    const backwards = [...chain.keys()].reverse();
    expect(sort(graph(chain, backwards)).nodes[0]!.name).toBe('0');
  });
});
