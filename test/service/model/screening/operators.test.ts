import { describe, expect, it } from 'vitest';
import {
  constantOfValues,
  GraphBuilder,
  type AttributeValue,
  type NodeOptions,
} from '../../../../src/graph/builder.ts';
import { screenOperators } from '../../../../src/service/model/screening/operators.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** Reasons against one node; `yes` and `no` are constant flags, `open` is an input. */
function reasons(
  operator: string,
  inputs: readonly string[] = ['x'],
  attributes: Attributes = {},
  options: NodeOptions = {},
  opset = 13,
) {
  const builder = new GraphBuilder();
  builder.constant(Uint8Array.of(1), [], { type: 'bool', name: 'yes' });
  builder.node(
    'Constant',
    [],
    { value: constantOfValues(Uint8Array.of(0), [], 'bool') },
    { outputs: ['no'] },
  );
  builder.input('open', [], 'bool');
  builder.node(operator, inputs, attributes, { name: 'n', ...options });
  return [...screenOperators(builder.build(), opset)];
}
const codes = (...given: Parameters<typeof reasons>) => reasons(...given).map(({ code }) => code);

describe('screenOperators', () => {
  it.each([
    ...['Loop', 'If', 'Scan', 'SequenceMap'].map((operator) => [operator, 'control_flow'] as const),
    ...[
      'RandomNormal',
      'RandomUniform',
      'RandomNormalLike',
      'RandomUniformLike',
      'Bernoulli',
      'Multinomial',
    ].map((operator) => [operator, 'random_operator'] as const),
    ...['SequenceAt', 'SplitToSequence', 'Optional'].map((operator) => [operator, 'sequence_value'] as const),
    ...['StringNormalizer', 'RegexFullMatch'].map((operator) => [operator, 'string_value'] as const),
  ])('refuses %s: %s', (operator, code) => {
    expect(reasons(operator)).toMatchObject([{ code, node: 'n', operator }]);
  });

  it('names a node without a name by its place', () => {
    expect(reasons('Loop', [], {}, { name: '' })).toMatchObject([
      { node: '#1', message: 'node #1 (Loop) runs a nested graph' },
    ]);
  });

  it.each([
    ['ai.onnx.ml', 'classical machine learning'],
    ['com.microsoft', 'as it was exported'],
    ['my.domain', 'unknown here'],
  ])('refuses the domain %s', (domain, words) => {
    const [reason] = reasons('Relu', ['x'], {}, { domain });
    expect(reason!.code).toBe('domain_unsupported');
    expect(reason!.message).toContain(`"${domain}"`);
    expect(reason!.message).toContain(words);
  });

  it('does not take a foreign operator for one of ONNX', () => {
    expect(codes('Loop', [], {}, { domain: 'd' })).toEqual(['domain_unsupported']);
  });

  it('refuses a nested graph wherever it is', () => {
    expect(codes('Relu', ['x'], { body: new GraphBuilder().build() })).toEqual(['control_flow']);
  });

  it('refuses a Cast to texts, and no other', () => {
    expect(codes('Cast', ['x'], { to: 8 })).toEqual(['string_value']);
    expect(codes('Cast', ['x'], { to: 1 })).toEqual([]);
  });

  it.each([
    ['no flag', ['x'], []],
    ['no flag but a ratio', ['x', 'ratio'], []],
    ['a left-out flag', ['x', 'ratio', ''], []],
    ['false', ['x', '', 'no'], []],
    ['true', ['x', '', 'yes'], ['training_mode']],
    ['a flag that is computed', ['x', '', 'open'], ['training_mode']],
  ])('of Dropout with %s', (_, inputs, expected) => {
    expect(codes('Dropout', inputs)).toEqual(expected);
  });

  it('refuses BatchNormalization in training mode, told by attribute or by outputs', () => {
    const many = { outputs: ['y', 'mean', 'var'] };
    expect(codes('BatchNormalization', ['x'], { training_mode: 1 }, many, 15)).toEqual(['training_mode']);
    expect(codes('BatchNormalization', ['x'], { training_mode: 0 }, many, 15)).toEqual([]);
    expect(codes('BatchNormalization', ['x'], {}, many, 9)).toEqual(['training_mode']);
    expect(codes('BatchNormalization', ['x'], {}, { outputs: ['y', '', ''] }, 9)).toEqual([]);
  });

  it.each(['Conv', 'Gemm', 'QLinearConv', 'DequantizeLinear', 'LSTM', 'Einsum'])(
    'has nothing against %s',
    (operator) => {
      expect(reasons(operator)).toEqual([]);
    },
  );
});
