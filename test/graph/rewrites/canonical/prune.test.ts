import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { prune } from '../../../../src/graph/rewrites/canonical/prune.ts';
import { convolutional } from '../../../support/models.ts';

describe('prune', () => {
  it('takes away nodes and constants that the output does not need, one behind the other', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1]);
    const dead = builder.node(
      'Add',
      [x, builder.constant([1], [1], { name: 'unused' })],
      {},
      { name: 'dead' },
    );
    builder.node('Neg', [dead], {}, { name: 'deader' });
    builder.output(
      builder.node('Add', [x, builder.constant([2], [1], { name: 'used' })], {}, { name: 'live' }),
      [1],
    );
    const pruned = prune(builder.build());
    expect(pruned.nodes.map(({ name }) => name)).toEqual(['live']);
    expect(pruned.initializers.map(({ name }) => name)).toEqual(['used']);
  });

  it('leaves out optional outputs that nobody reads, from the last on', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 1, 4]);
    const pooled = builder.node('MaxPool', [x], { kernel_shape: [2] }, { outputs: ['y', 'places'] });
    builder.node('Split', [pooled], { axis: 2 }, { outputs: ['a', 'b'] });
    builder.output('a', null);
    const pruned = prune(builder.build());
    expect(pruned.nodes.map(({ outputs }) => outputs)).toEqual([['y'], ['a', 'b']]);
  });

  it('keeps optional outputs that are read, and answers a graph that needs all as it is', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1, 1, 4]);
    builder.node('MaxPool', [x], { kernel_shape: [2] }, { outputs: ['y', 'places'] });
    builder.output('places', null, 'int64');
    const graph = builder.build();
    expect(prune(graph)).toBe(graph);
    const { graph: other } = convolutional();
    expect(prune(other)).toBe(other);
  });
});
