import { describe, expect, it } from 'vitest';
import { constantOfValues, GraphBuilder, type AttributeValue } from '../../../../src/graph/builder.ts';
import { screenSizes } from '../../../../src/service/model/screening/sizes.ts';

const MEMORY = 1000;
const int64 = (...values: number[]) => BigInt64Array.from(values.map(BigInt));

type Inputs = readonly (readonly number[] | BigInt64Array | null)[];

/** Codes for a node with these constant inputs; null stands for an input that is not constant. */
function codes(operator: string, inputs: Inputs, attributes: Record<string, AttributeValue> = {}): string[] {
  const builder = new GraphBuilder();
  builder.input('x', ['b', 2]);
  const names = inputs.map((values) => (values ? builder.constant(values) : 'x'));
  builder.node(operator, names, attributes, { name: 'n' });
  const reasons = [...screenSizes(builder.build(), MEMORY)];
  for (const reason of reasons) expect(reason).toMatchObject({ node: 'n', operator });
  return reasons.map(({ code }) => code);
}

describe('what nodes make of constants', () => {
  it.each<[string, Inputs, Record<string, AttributeValue>?]>([
    ['ConstantOfShape', [int64(251)]],
    ['Expand', [null, int64(2, 126)]],
    ['Tile', [null, int64(126, 2)]],
    ['Range', [int64(0), int64(502), int64(2)]],
    ['Range', [[0], [251], [1]]],
    ['Range', [[251], [0], [-1]]],
    ['OneHot', [null, int64(251), null]],
    ['RandomNormal', [], { shape: [251] }],
    ['RandomUniform', [], { shape: [2, 126] }],
    ['Pad', [null, int64(0, 200, 0, 50)]],
    ['Pad', [null], { pads: [0, 200, 0, 50] }],
    ['Resize', [null, [], [], int64(1, 251)]],
    ['Resize', [null, [], [1, 251]]],
    ['Resize', [null, [1, 251]]],
    ['Upsample', [null, [1, 251]]],
  ])('%s beyond the limit', (operator, inputs, attributes) => {
    expect(codes(operator, inputs, attributes)).toEqual(['size_too_large']);
  });

  it.each<[string, Inputs, Record<string, AttributeValue>?]>([
    ['ConstantOfShape', [int64(250)]],
    ['ConstantOfShape', [int64(0, 10_000)]],
    ['ConstantOfShape', [null]],
    ['ConstantOfShape', [int64(999)], { value: constantOfValues(Uint8Array.of(0), [1]) }],
    ['Range', [int64(0), int64(10_000), int64(0)]],
    ['Range', [int64(10_000), int64(0), int64(1)]],
    ['Range', [int64(0), null, int64(1)]],
    ['Pad', [null, int64(0, 0, 0, 0)]],
    ['Pad', [null, int64(0, -5, 0, -5)]],
    ['Reshape', [null, int64(-1, 10_000)]],
    ['toString', [int64(10_000)]],
  ])('%s within it', (operator, inputs, attributes) => {
    expect(codes(operator, inputs, attributes)).toEqual([]);
  });

  it('negative and overflowing sizes are told as such', () => {
    expect(codes('ConstantOfShape', [int64(-1)])).toEqual(['dims_negative']);
    expect(codes('ConstantOfShape', [int64(2 ** 40, 2 ** 40)])).toEqual(['size_overflow']);
  });

  it('constants from nodes count as well, broken and long ones do not', () => {
    const builder = new GraphBuilder();
    builder.node('Constant', [], { value_ints: [251] }, { outputs: ['c'] });
    builder.node('ConstantOfShape', ['c']);
    builder.constant(int64(251), [2], { name: 'broken' });
    builder.node('ConstantOfShape', ['broken']);
    builder.constant(new BigInt64Array(65).fill(2n), [65], { name: 'long' });
    builder.node('ConstantOfShape', ['long']);
    expect([...screenSizes(builder.build(), MEMORY)].map(({ node }) => node)).toEqual(['#1']);
  });
});

describe('what is described', () => {
  it.each([
    [
      ['b', 251],
      ['size_too_large', 'size_too_large', 'size_too_large'],
    ],
    [['b', 250], []],
    // Flaws of the graph, which `check` tells.
    [['b', -5], []],
    [['b', 2 ** 40, 2 ** 40], []],
  ])('%j as input, value and output', (dims, expected) => {
    const builder = new GraphBuilder();
    builder.input('x', dims);
    builder.output('y', dims);
    const graph = builder.build();
    expect([...screenSizes({ ...graph, values: graph.inputs }, MEMORY)].map(({ code }) => code)).toEqual(
      expected,
    );
  });
});
