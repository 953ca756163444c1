import { describe, expect, it } from 'vitest';
import { findCycle } from '../../../src/graph/check/cycle.ts';
import type { Node } from '../../../src/graph/graph.ts';

const node = (name: string, inputs: readonly string[]): Node => ({
  name,
  operator: 'Any',
  domain: '',
  inputs,
  outputs: [name],
  attributes: [],
});

describe('findCycle', () => {
  it('finds none in a graph that can be sorted, in whatever order it comes', () => {
    expect(findCycle([node('c', ['b', 'a']), node('a', ['x']), node('b', ['a', 'a'])])).toBeNull();
  });

  it('gives the nodes of a cycle only, each reading the one before', () => {
    const nodes = [
      node('tail', ['b']),
      node('a', ['c', 'x']),
      node('b', ['a']),
      node('c', ['b']),
      node('free', ['x']),
    ];
    const cycle = findCycle(nodes)!;
    expect(new Set(cycle.map(({ name }) => name))).toEqual(new Set(['a', 'b', 'c']));
    cycle.forEach((one, i) => expect(one.inputs).toContain(cycle.at(i - 1)!.outputs[0]));
  });

  it('finds a node that reads itself', () => {
    expect(findCycle([node('a', ['a'])])!.map(({ name }) => name)).toEqual(['a']);
  });

  it('walks a chain of 100,000 nodes without recursion', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) =>
      node(`n${i}`, [i === 0 ? 'n99999' : `n${i - 1}`]),
    );
    expect(findCycle(chain)).toHaveLength(100_000);
    expect(findCycle(chain.slice(1))).toBeNull();
  });
});
