import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import { APPROXIMATIONS } from '../../../src/graph/operators/approximation.ts';
import { type Case, CASES, modelOf, ROUNDED } from './approximation/cases.ts';
import { points, scraps } from './approximation/points.ts';

/** Rows are to be this many times the largest error that is seen. */
const SAFETY = 4;
/** What is rounded to a float32 at all: below halfway from the greatest float32 to 2^128. */
const GREATEST = 2 ** 128 - 2 ** 103;

const ALL = points();
const SCRAPS = scraps(ALL);

async function run(
  program: Program,
  x: Float32Array,
  dims: readonly number[] = [x.length],
): Promise<Float32Array> {
  return (await program.run({ x: { type: 'float32', dims, data: x } }))['y']!.data as Float32Array;
}

interface Worst {
  share: number;
  x: number;
  engine: number;
  exact: number;
}

/** The result that takes the largest share of what the row allows; infinite where one is not a number and one is. */
function worstOf({ exact, accuracy }: Case, x: Float32Array, y: Float32Array, worst: Worst): Worst {
  for (let at = 0; at < x.length; at++) {
    const value = exact(x[at]!);
    const share = shareOf(y[at]!, value, accuracy);
    if (share > worst.share) worst = { share, x: x[at]!, engine: y[at]!, exact: value };
  }
  return worst;
}

function shareOf(engine: number, exact: number, { relative, absolute }: Case['accuracy']): number {
  if (Object.is(engine, exact) || engine === exact) return 0;
  if (!Number.isFinite(engine) && Math.abs(exact) * (1 + relative) >= GREATEST) {
    return engine === Math.sign(exact) * Infinity ? 0 : Infinity;
  }
  const share = (SAFETY * Math.abs(engine - exact)) / (relative * Math.abs(exact) + absolute);
  return Number.isNaN(share) ? Infinity : share;
}

const NONE: Worst = { share: 0, x: NaN, engine: NaN, exact: NaN };
/** Fails with the point, the engine's result and the exact one. */
const withinRow = (worst: Worst): void =>
  expect(worst.share <= 1 ? 'within its row' : worst).toBe('within its row');

describe('a row of APPROXIMATIONS is four times what the engine errs by', () => {
  it.each(CASES)('$name', async (one) => {
    const program = await evaluator.load(modelOf(one));
    let worst = worstOf(one, ALL, await run(program, ALL), NONE);
    for (const x of SCRAPS) worst = worstOf(one, x, await run(program, x), worst);
    withinRow(worst);
  });

  it('has a case for every row', () => {
    const named = new Set(CASES.map(({ name }) => name.split(' ')[0]));
    expect([...named].sort()).toEqual(Object.keys(APPROXIMATIONS).sort());
  });
});

const FUSED = CASES.filter(({ name }) =>
  ['Sigmoid', 'Tanh', 'HardSigmoid', 'Elu', 'Selu', 'Softplus', 'Softsign', 'Gelu', 'Erf', 'Exp'].includes(
    name,
  ),
);

describe.each(['convolution', 'product'] as const)('a row holds when fused into a %s', (before) => {
  it.each(FUSED)('$name', async (one) => {
    for (const width of [1, 3, 16]) {
      const few = ALL.filter((x, at) => at % 29 === 0 && Number.isFinite(x));
      const x = few.subarray(0, few.length - (few.length % width));
      const dims = before === 'product' ? [x.length / width, width] : [1, width, x.length / width];
      const program = await evaluator.load(modelOf(one, before, width));
      withinRow(worstOf(one, x, await run(program, x, dims), NONE));
    }
  });
});

describe('correctly rounded, so that the ends of an interval enclose all of it', () => {
  it.each(ROUNDED)('$name', async (one) => {
    const program = await evaluator.load(modelOf(one));
    for (const x of [ALL, ...SCRAPS]) {
      const y = await run(program, x);
      const wrong = x.filter((value, at) => y[at] !== Math.fround(one.exact(value)) && !Number.isNaN(y[at]));
      expect(wrong).toEqual(Float32Array.of());
    }
  });
});

describe('what is not a number stays so', () => {
  it.each([...CASES, ...ROUNDED])('$name', async (one) => {
    for (const before of ['nothing', 'convolution', 'product'] as const) {
      const program = await evaluator.load(modelOf(one, before));
      const x = new Float32Array(16 * 5).fill(NaN);
      const dims = { nothing: [80], convolution: [1, 16, 5], product: [5, 16] }[before];
      const y = await run(program, x, dims);
      expect(y.every(Number.isNaN)).toBe(true);
    }
  });
});
