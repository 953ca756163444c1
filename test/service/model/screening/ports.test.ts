import { describe, expect, it } from 'vitest';
import type { Graph, Value, ValueType } from '../../../../src/graph/graph.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { screenPorts } from '../../../../src/service/model/screening/ports.ts';

type Type = Extract<ValueType, { dims: unknown }>;
const tensor = (dims: Type['dims'], element: Type['element'] = 'float32'): Type => ({
  kind: 'tensor',
  element,
  dims,
});
const named =
  (prefix: string) =>
  (type: ValueType, i: number): Value => ({ name: `${prefix}${i}`, type });

function reasons(inputs: readonly ValueType[], outputs: readonly ValueType[]) {
  const graph: Graph = {
    ...new GraphBuilder().build(),
    inputs: inputs.map(named('in')),
    outputs: outputs.map(named('out')),
  };
  return [...screenPorts(graph)];
}
const codes = (...given: Parameters<typeof reasons>) => reasons(...given).map(({ code }) => code);

const IN = tensor(['batch', 4]);
const OUT = tensor(['batch', 3]);

describe('the input', () => {
  it.each([
    ['symbolic batch', tensor(['batch', 4])],
    ['unnamed batch', tensor([null, 4])],
    ['fixed batch', tensor([1, 4])],
    ['four axes of the sample', tensor(['b', 2, 3, 4, 5])],
  ])('may have a %s', (_, type) => {
    expect(codes([type], [tensor([null, 3])])).toEqual([]);
  });

  it.each<[string, ValueType, string[], string]>([
    ['float16', tensor(['b', 4], 'float16'), ['input_type'], 'is float16; only float32'],
    ['uint8', tensor(['b', 4], 'uint8'), ['input_type'], 'is uint8'],
    ['of an unknown type', tensor(['b', 4], null), ['input_type'], 'unknown element type'],
    ['a sequence', { kind: 'sequence', of: IN }, ['input_type'], 'of the type sequence'],
    ['without a shape', tensor(null), ['input_shape_unknown'], 'no shape'],
    ['a vector', tensor([4]), ['input_rank'], '[4] has 1 axes; it must have 2 to 5'],
    ['of six axes', tensor(['b', 1, 1, 1, 1, 1]), ['input_rank'], 'has 6 axes'],
    [
      'open in its sizes',
      tensor(['b', 3, 'height', null]),
      ['input_dynamic'],
      'open: "height", an unnamed one',
    ],
    ['empty', tensor(['b', 0]), ['input_empty'], '[b, 0] has no elements'],
    [
      'wrong in several ways',
      tensor(['n', 'd', 1, 1, 1, 0], 'int64'),
      ['input_type', 'input_rank', 'input_dynamic', 'input_empty'],
      'int64',
    ],
  ])('may not be %s', (_, type, expected, words) => {
    const found = reasons([type], [OUT]);
    expect(found.map(({ code }) => code)).toEqual(expected);
    expect(found[0]!.message).toContain('"in0"');
    expect(found[0]!.message).toContain(words);
  });

  it('is one', () => {
    expect(codes([], [OUT])).toEqual(['input_missing']);
    const found = reasons([IN, tensor(['b', 4], 'int64')], [OUT]);
    expect(found.map(({ code }) => code)).toEqual(['inputs_many', 'input_type']);
    expect(found[0]!.message).toContain('2 inputs ("in0", "in1")');
  });
});

describe('the output', () => {
  it.each<[string, ValueType]>([
    ['say nothing of its type', { kind: 'unknown' }],
    ['say nothing of its shape', tensor(null)],
    ['leave its classes open', tensor(['batch', null])],
  ])('may %s', (_, type) => {
    expect(codes([IN], [type])).toEqual([]);
  });

  it.each<[string, ValueType, string]>([
    ['of integers', tensor(['b', 3], 'int64'), 'output_type'],
    ['a map', { kind: 'map', key: 'int64', of: OUT }, 'output_type'],
    ['an image', tensor(['b', 3, 8, 8]), 'output_shape'],
    ['a single score', tensor(['b', 1]), 'output_classes'],
  ])('may not be %s', (_, type, expected) => {
    expect(codes([IN], [type])).toEqual([expected]);
  });

  it('may have the shape of an image that comes in', () => {
    const image = tensor(['b', 3, 8, 8]);
    const may = (input: ValueType, output: ValueType) => expect(codes([input], [output])).toEqual([]);
    may(image, image);
    may(image, tensor(['other', 3, null, 8]));
    may(tensor([1, 3, 8, 8]), tensor([1, 3, 8, 8]));
    may(tensor(['b', 5, 2]), tensor(['b', 5, 2]));
  });

  it.each<[string, ValueType, ValueType]>([
    ['of another size', tensor(['b', 3, 8, 8]), tensor(['b', 3, 8, 4])],
    ['of another rank', tensor(['b', 3, 8, 8]), tensor(['b', 24, 8])],
    ['of another batch', tensor([1, 3, 8, 8]), tensor([2, 3, 8, 8])],
  ])('may not be an image %s', (_, input, output) => {
    const [reason, ...more] = reasons([input], [output]);
    expect([reason?.code, more]).toEqual(['output_shape', []]);
    expect(reason!.message).toMatch(
      /it must be \[batch, classes\], or that of a denoiser, \[[b1], 3, 8, 8\]$/,
    );
  });

  it('has as many rows as a fixed batch', () => {
    expect(codes([tensor([2, 4])], [tensor([2, 3])])).toEqual([]);
    expect(codes([tensor([2, 4])], [tensor([8, 3])])).toEqual(['output_shape']);
  });

  it('is one', () => {
    expect(codes([IN], [])).toEqual(['output_missing']);
    expect(codes([IN], [OUT, OUT])).toEqual(['outputs_many']);
  });
});
