import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { nameNodes, Names } from '../../../../src/graph/rewrites/canonical/names.ts';
import { convolutional } from '../../../support/models.ts';

describe('Names', () => {
  it('answers the stem, or the first number that is free', () => {
    const names = new Names(['a', 'a_1']);
    expect(['b', 'b', 'a', 'a', 'b'].map((stem) => names.fresh(stem))).toEqual([
      'b',
      'b_1',
      'a_2',
      'a_3',
      'b_2',
    ]);
  });
});

describe('nameNodes', () => {
  it('calls nodes without a name by operator and place, and no two alike', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', [1]);
    builder.node('Relu', [x], {}, { name: 'Neg_1' });
    builder.node('Neg', [x]);
    builder.node('Neg', [x]);
    expect(nameNodes(builder.build()).nodes.map(({ name }) => name)).toEqual(['Neg_1', 'Neg_1_1', 'Neg_2']);
  });

  it('answers the same graph where all have names', () => {
    const { graph } = convolutional();
    expect(nameNodes(graph)).toBe(graph);
  });
});
