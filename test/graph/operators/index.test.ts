import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATORS } from '../../../src/graph/operators/index.ts';

const SOURCE = join(import.meta.dirname, '../../../src/graph/operators');

/** Operators that a classifier may well have. */
const EXPECTED = {
  linear: ['MatMul', 'Gemm', 'Conv', 'ConvTranspose', 'AveragePool', 'GlobalAveragePool', 'ReduceSum'],
  sums: ['ReduceMean', 'CumSum', 'Resize', 'Add', 'Sub'],
  steps: ['Abs', 'Neg', 'Sign', 'Floor', 'Ceil', 'Round', 'Clip', 'Min', 'Max', 'Where', 'Cast'],
  rectifiers: ['Relu', 'LeakyRelu', 'PRelu', 'ThresholdedRelu', 'Elu', 'Selu', 'Celu', 'Gelu', 'Mish'],
  sigmoids: ['Sigmoid', 'HardSigmoid', 'HardSwish', 'Tanh', 'Softplus', 'Softsign', 'Erf', 'Atan'],
  powers: ['Exp', 'Log', 'Sqrt', 'Reciprocal', 'Pow', 'Sin', 'Cos'],
  movements: [
    'Reshape',
    'Flatten',
    'Squeeze',
    'Unsqueeze',
    'Transpose',
    'Slice',
    'Gather',
    'Concat',
    'Split',
  ],
  repetitions: ['Pad', 'Expand', 'Tile', 'DepthToSpace', 'SpaceToDepth'],
  special: ['Mul', 'Div', 'MaxPool', 'GlobalMaxPool', 'ReduceMax', 'ReduceMin', 'Softmax'],
  normalisations: ['LayerNormalization', 'InstanceNormalization'],
};

/** What a module of the folder says that it is an operator. */
interface Named {
  readonly name: string;
  readonly kind: string;
}

const isOperator = (one: unknown): one is Named =>
  typeof one === 'object' && one !== null && 'kind' in one && 'name' in one;

async function operatorsIn(file: string): Promise<readonly Named[]> {
  const module = (await import(join(SOURCE, file))) as Record<string, unknown>;
  return Object.values(module).filter(isOperator);
}

describe('the table of operators', () => {
  it('has every operator that has a file', async () => {
    const files = readdirSync(SOURCE).filter((file) => file.endsWith('.ts'));
    const found = await Promise.all(files.map(operatorsIn));
    const names = found.flat().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !(name in OPERATORS))).toEqual([]);
  });

  it('names every operator as ONNX does', () => {
    for (const [name, entry] of Object.entries(OPERATORS)) expect(entry.name).toBe(name);
  });

  it('has a rule for every operator of everyday classifiers', () => {
    const missing = Object.values(EXPECTED)
      .flat()
      .filter((name) => !(name in OPERATORS) || OPERATORS[name]!.kind === 'hole');
    expect(missing).toEqual([]);
  });

  it('gives a reason for every operator without bounds', () => {
    const holes = Object.values(OPERATORS).filter((one) => one.kind === 'hole');
    expect(holes.length).toBeGreaterThan(0);
    for (const { reason } of holes) expect(reason).toMatch(/^[a-z].{20,}[^.]$/);
  });

  it('says of no operator whose result moves between its jumps that it only jumps', () => {
    const reasons = ['Mod', 'Shrink'].map((name) => {
      const entry = OPERATORS[name];
      return entry?.kind === 'hole' ? entry.reason : null;
    });
    for (const reason of reasons) expect(reason).toMatch(/not written yet$/);
  });

  it('holds every operator that has bounds to the laws', () => {
    const tests = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts'));
    const text = tests.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
    const lawless = Object.values(OPERATORS)
      .filter(({ kind }) => kind !== 'hole')
      .filter(({ name }) => !new RegExp(`operatorLaws\\(\\s*'${name}'`).test(text));
    expect(lawless.map(({ name }) => name)).toEqual([]);
  });
});
