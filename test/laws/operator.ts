import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../src/graph/builder.ts';
import type { Program } from '../../src/graph/evaluate.ts';
import type { Model } from '../../src/graph/graph.ts';
import { canonical, Unsupported } from '../../src/graph/rewrites/canonical/compile.ts';
import type { Accuracy, Arithmetic } from '../../src/graph/rewrites/interval/emit.ts';
import { obstaclesOf } from '../../src/graph/rewrites/interval/obstacles.ts';
import { elementCount } from '../../src/graph/tensor.ts';
import { affineOf } from './operator/affine.ts';
import { boxes, type Boxes } from './operator/boxes.ts';
import { compile, forward, plain, type Bounded, type Range } from './operator/compiled.ts';
import { corners } from './operator/corners.ts';
import { outside, tighter, tooWide, type Allowance } from './operator/judge.ts';
import { exactResults, scales, singlePoints, type SampleFunction } from './operator/samples.ts';

/** One configuration of an operator, and what may be expected of its bounds. */
export interface OperatorCase {
  readonly title: string;
  /** Dims of one sample. */
  readonly dims: readonly number[];
  /** Adds the operator to a graph with input x [batch, …dims]; answers the name of its result. */
  readonly node: (builder: GraphBuilder, x: string) => string;
  /** Where the operator changes its ways: bends, steps, poles, extremes. Boxes are laid around them. */
  readonly points?: readonly number[];
  /** Where boxes have their centres; everywhere when left out. */
  readonly domain?: readonly [number, number];
  /** The largest half width of a box. */
  readonly widest?: number;
  /** By how much bounds may be wider than the range, relative to the result and at least: rounding. None when left out. */
  readonly rounding?: Accuracy;
  /** How much wider the bounds may be than the range of the samples, beside rounding: 1 where samples reach the extremes. */
  readonly loose?: number;
  /** The operator in double precision, for one sample; where it is given, bounds of real arithmetic are tried too. */
  readonly exact?: (x: Float64Array) => ArrayLike<number>;
  /** What rounding is relative to, where it is not the result: for a sum, the sum of the absolute terms. */
  readonly scale?: (x: Float64Array) => ArrayLike<number>;
  /** True where a result depends on several numbers of a sample: corners are then looked for that reach its extremes. */
  readonly mixes?: boolean;
  /** What rises and falls with the sample as the result does, for looking for corners where the result itself is flat. */
  readonly guide?: (builder: GraphBuilder, x: string) => string;
  /** True for y = xM + b: the engine itself is asked for M and b, from which `exact` and `scale` follow; implies `mixes`. */
  readonly affine?: boolean;
  /** True where the result is not of two axes, as logits must be; so it is taken where a sample has several. */
  readonly flatten?: boolean;
}

const NO_ROUNDING: Accuracy = { relative: 0, absolute: 0 };

/**
 * What every operator with bounds must do, tried on boxes of several widths (down to none and to one unit in the last place)
 * around points of several scales:
 * - bounds have the shape that the engine's result has;
 * - the engine's results for all samples of a box lie within, bit for bit; where one is no number, neither are the bounds;
 * - bounds of a box without width, and of any box beside its range, are no wider than the stated rounding;
 * - a larger box never has tighter bounds, but for rounding;
 * - exact results lie within the bounds of real arithmetic.
 */
export function operatorLaws(name: string, cases: readonly OperatorCase[]): void {
  describe.each(cases)(`${name}, $title`, (one) => {
    const places = {
      size: elementCount(one.dims),
      points: one.points ?? [],
      domain: one.domain ?? ([-Infinity, Infinity] as const),
      widest: one.widest ?? Infinity,
    };
    const tried = boxes(places);
    const dims = [tried.rows, ...one.dims];
    const rounding = one.rounding ?? NO_ROUNDING;
    let bounded: Bounded;
    let program: Program;
    let shape: readonly number[];
    let samples: readonly Float32Array[];
    let exact: SampleFunction | undefined;
    let scale: SampleFunction | undefined;

    beforeAll(async () => {
      bounded = await boundsIn(one, tried, 'float32');
      program = await plain(modelOf(one).model);
      const points = singlePoints(bounded.box, places.points);
      const corners = (one.mixes ?? one.affine) ? await cornersOf(one, bounded.box, dims) : [];
      const results: Float32Array[] = [];
      for (const point of [...points, ...corners]) {
        const result = await forward(program, point, dims);
        shape = result.dims;
        results.push(result.data as Float32Array);
      }
      samples = results;
      const affine = one.affine ? await affineOf(program, one.dims) : null;
      exact = one.exact ?? affine?.exact;
      scale = one.scale ?? affine?.scale;
    });
    afterAll(() => program.release());

    const allowance = (box: Range): Allowance => ({
      ...rounding,
      loose: one.loose ?? 1,
      scale: scale ? scales(box, tried.rows, scale) : null,
    });

    it('has bounds of the shape of the result', () => {
      expect(bounded.result.dims).toEqual(shape);
    });

    it('encloses every result of the engine, bit for bit', () => {
      expect(outside(bounded.result, samples, tried)).toEqual([]);
    });

    it('is no wider than the results and the stated rounding', () => {
      expect(tooWide(bounded.result, samples, tried, allowance(bounded.box))).toEqual([]);
    });

    it('never has tighter bounds for a larger box', () => {
      expect(tighter(bounded.result, tried, allowance(bounded.box))).toEqual([]);
    });

    if (!(one.exact ?? one.affine)) return;
    it('encloses exact results in real arithmetic', async () => {
      const real = await boundsIn(one, tried, 'real');
      const results = exactResults(real.box, tried.rows, places.points, exact!);
      const allowed = besideExact(allowance(real.box));
      expect(outside(real.result, results, tried)).toEqual([]);
      expect(tooWide(real.result, [...samples, ...results], tried, allowed)).toEqual([]);
    });
  });
}

/** A node that must be refused. */
export interface RefusedCase extends Configuration {
  readonly title: string;
  readonly reason: RegExp;
}

/** What has no bounds is refused by name, with the reason. */
export function refusalLaws(name: string, cases: readonly RefusedCase[]): void {
  it.each(cases)(`${name} is refused: $title`, async (one) => {
    expect(await refusals(classifierOf(one).model)).toContainEqual(
      expect.objectContaining({ operator: name, message: expect.stringMatching(one.reason) as string }),
    );
  });
}

/** What stands in the way of bounds, at canonical form or behind it. */
async function refusals(model: Model): Promise<readonly { readonly message: string }[]> {
  try {
    return obstaclesOf(await canonical(model, evaluator, 2));
  } catch (error) {
    if (error instanceof Unsupported) return error.obstacles;
    throw error;
  }
}

type Configuration = Pick<OperatorCase, 'dims' | 'node' | 'flatten'>;

interface Made {
  readonly model: Model;
  /** Name of the operator's result. */
  readonly value: string;
}

/** The operator on its own. */
const modelOf = (one: Configuration): Made => made(one, (_, value) => value);

/** The same with one row of logits a sample. */
const classifierOf = (one: Configuration): Made =>
  made(one, (builder, value) =>
    (one.flatten ?? one.dims.length > 1) ? builder.node('Flatten', [value], { axis: 1 }) : value,
  );

function made({ dims, node }: Configuration, end: (builder: GraphBuilder, value: string) => string): Made {
  const builder = new GraphBuilder('operator');
  const value = node(builder, builder.input('x', ['batch', ...dims]));
  builder.output(end(builder, value), null);
  return { model: builder.model(21, 10), value };
}

async function boundsIn(one: Configuration, { centres, epsilons, rows }: Boxes, arithmetic: Arithmetic) {
  const { model, value } = classifierOf(one);
  const compiled = await compile(model, value, rows, arithmetic);
  try {
    return await compiled.bounds(centres, epsilons);
  } finally {
    await compiled.release();
  }
}

async function cornersOf(one: OperatorCase, box: Range, dims: readonly number[]) {
  const program = await plain(modelOf({ ...one, node: one.guide ?? one.node }).model);
  try {
    return await corners(box, dims[0]!, async (x) => (await forward(program, x, dims)).data as Float32Array);
  } finally {
    await program.release();
  }
}

/** Beside exact results: what the engine's results at the ends are off by, and one rounding of the ends more. */
const besideExact = ({ relative, absolute, loose, scale }: Allowance): Allowance => ({
  relative: 1.5 * relative + 2 ** -20,
  absolute: 1.5 * absolute + 2 ** -124,
  loose: 2 * loose,
  scale,
});
