import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';
import { operatorLaws, refusalLaws, type OperatorCase } from '../../laws/operator.ts';
import { compile, forward, plain } from '../../laws/operator/compiled.ts';
import { floats, unary } from './nodes.ts';

interface Formula {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: number;
}

const attributes = ({ size, ...rest }: Formula): Attributes => ({ size, ...floats(rest) });

/** Channels × places. */
const exact =
  (formula: Formula, places: number) =>
  (x: Float64Array): Float64Array => {
    const [alpha, beta, bias] = [formula.alpha, formula.beta, formula.bias].map(Math.fround) as [
      number,
      number,
      number,
    ];
    const reach = (formula.size - 1) / 2;
    return x.map((value, at) => {
      let sum = 0;
      for (let step = -reach; step <= reach; step++) sum += (x[at + step * places] ?? 0) ** 2;
      return value / (bias + (alpha / formula.size) * sum) ** beta;
    });
  };

const laws = (
  title: string,
  [channels, height, width]: readonly [number, number, number],
  formula: Formula,
  more: Partial<OperatorCase> = {},
): OperatorCase => ({
  title,
  dims: [channels, height, width],
  node: unary('LRN', attributes(formula)),
  mixes: true,
  rounding: { relative: 2e-4, absolute: 1e-17 },
  loose: 4,
  exact: exact(formula, height * width),
  ...more,
});

operatorLaws('LRN', [
  laws('as in AlexNet', [7, 1, 2], { size: 5, alpha: 1e-4, beta: 0.75, bias: 1 }, { points: [0, 200] }),
  laws(
    'that falls again',
    [4, 1, 1],
    { size: 3, alpha: 3, beta: 2, bias: 0.5 },
    { points: [0, 0.4], widest: 1 },
  ),
  laws('that rises for ever', [3, 2, 1], { size: 3, alpha: 1, beta: 0.5, bias: 2 }, { points: [0, 3] }),
  laws('of each channel alone', [3, 1, 1], { size: 1, alpha: 2, beta: 0.75, bias: 1 }, { points: [0, 1] }),
  laws('of all channels, and more', [3, 1, 2], { size: 9, alpha: 1, beta: 1, bias: 1 }, { points: [0, 3] }),
]);

const refused = (title: string, formula: Partial<Formula>, reason: RegExp) => ({
  title,
  dims: [3, 1, 1],
  node: unary('LRN', attributes({ size: 3, alpha: 1, beta: 0.75, bias: 1, ...formula })),
  reason,
});

refusalLaws('LRN', [
  refused('no bias', { bias: 0 }, /bias is 0/),
  refused('a small bias to a high power', { bias: 1e-3, beta: 20 }, /beta is 20/),
  refused('a tiny alpha', { alpha: 1e-30 }, /alpha \/ size is 3/),
  refused('a huge alpha', { alpha: 1e12 }, /alpha \/ size is 3/),
]);

/** The engine's result for the numbers of the channels, and bounds for what lies within `epsilon` of each. */
async function tried(formula: Formula, x: Float32Array, epsilon = 0) {
  const builder = new GraphBuilder('responses');
  const value = unary('LRN', attributes(formula))(builder, builder.input('x', ['batch', x.length, 1, 1]));
  builder.output(builder.node('Flatten', [value]), null);
  const program = await plain(builder.model(21, 10));
  const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
  try {
    const { result } = await compiled.bounds(x, Float32Array.of(epsilon));
    return { ...result, engine: (await forward(program, x, [1, x.length, 1, 1])).data as Float32Array };
  } finally {
    await Promise.all([program.release(), compiled.release()]);
  }
}

/** Responses that are large in the first channels and small in those behind. */
const fading = (large: number): Float32Array =>
  Float32Array.from({ length: 200 }, (_, i) => (i < 20 ? large * (1 + ((i * 7) % 5) / 9) : 0.5));

describe('LRN over many channels', () => {
  const formula = { size: 5, alpha: 1, beta: 0.75, bias: 1 };

  it('encloses what the running sum still errs by a hundred channels later', async () => {
    const x = fading(40);
    const { engine, lower, upper } = await tried(formula, x);
    const wrong = Math.abs(engine[150]! / exact(formula, 1)(Float64Array.from(x))[150]! - 1);
    expect(wrong).toBeGreaterThan(2e-5);
    expect(engine.every((y, i) => lower[i]! <= y && y <= upper[i]!)).toBe(true);
  });

  it.each([
    { large: 1e4, beta: 1, epsilon: 0 },
    { large: 1e4, beta: 0.5, epsilon: 500 },
    { large: 1e25, beta: 1, epsilon: 0 },
  ])('has no bounds where half the bias or more may be lost: %o', async ({ large, beta, epsilon }) => {
    const { lower, upper } = await tried({ ...formula, beta }, fading(large), epsilon);
    expect([...lower.subarray(30), ...upper.subarray(30)].every(Number.isNaN)).toBe(true);
  });

  it('has no bounds where only the running sum overflows, with one square more than the window has', async () => {
    const { lower, upper, engine } = await tried(
      { ...formula, alpha: 50 },
      new Float32Array(9).fill(2.45e18),
    );
    expect(engine[2]).not.toBe(0);
    expect(engine[3]).toBe(0);
    expect([...lower, ...upper].every(Number.isNaN)).toBe(true);
  });

  it.each([0, 1, 10, 50])('has no bounds behind channel %d, where one is no number', async (place) => {
    const x = new Float32Array(200).fill(0.5).fill(NaN, place, place + 1);
    const { lower, upper, engine } = await tried(formula, x);
    expect(engine.subarray(place).every(Number.isNaN)).toBe(true);
    expect([...lower.subarray(place), ...upper.subarray(place)].every(Number.isNaN)).toBe(true);
  });
});

describe('LRN with an extreme within the box', () => {
  it('is bounded by it: p(1 + p²)^−2 at p² = ⅓, the others zero', async () => {
    const { lower, upper } = await tried({ size: 3, alpha: 3, beta: 2, bias: 1 }, new Float32Array(3), 2);
    const most = Math.sqrt(1 / 3) * (4 / 3) ** -2;
    for (const end of [...upper, ...lower.map((low) => -low)]) {
      expect(end).toBeGreaterThanOrEqual(most);
      expect(end).toBeLessThan(most * 1.001);
    }
  });
});
