import { floatUp, gamma, TINY, UNIT } from '../../float32.ts';
import type { NormBall } from '../interval/bounds.ts';
import type { Emit } from '../interval/emit.ts';
import { INPUTS } from '../interval/input.ts';
import type { Elided } from './elided.ts';

/** |W_y − W_j| · by for all pairs, rounded up: row-major [classes · classes, features]. */
export function pairsOf(rows: Float32Array, classes: number, features: number, by: number): Float32Array {
  const pairs = new Float32Array(classes * classes * features);
  for (let y = 0; y < classes; y++) {
    for (let j = 0; j < classes; j++) {
      for (let i = 0; i < features; i++) {
        const difference = Math.abs(rows[y * features + i]! - rows[j * features + i]!);
        pairs[(y * classes + j) * features + i] = floatUp(difference * by);
      }
    }
  }
  return pairs;
}

/** From what is known of all pairs, [batch, classes · classes], the row of the sample's class. */
export function radiusOfPairs(emit: Emit, classes: number, all: string, column: string): string {
  const start = emit.node('Mul', [column, emit.ints([classes])]);
  const places = emit.node('Add', [start, emit.ints(Array.from({ length: classes }, (_, j) => j))]);
  return emit.node('GatherElements', [all, places], { axis: 1 });
}

/**
 * [1, classes · classes]: the dual norms of (W_y − W_j) · diag(scale), rounded up: what the difference of two logits changes by
 * for ‖δ‖ ≤ 1. It depends on no sample.
 */
export function dualOfPairs(
  emit: Emit,
  { rows, classes, features }: Elided,
  { norm, scale }: NormBall,
  by: number,
): string {
  const pairs = emit.tensor(pairsOf(rows, classes, features, by), [classes * classes, features]);
  const factor = emit.node('Mul', [pairs, scale]);
  const up = (x: string, share: number) => emit.node('Mul', [x, emit.scalar(floatUp(1 + share))]);
  const shape = emit.ints([1, classes * classes]);
  if (norm === 'l1') {
    const largest = emit.node('ReduceMax', [factor, emit.ints([1])], { keepdims: 0 });
    return emit.node('Reshape', [emit.node('Add', [up(largest, 8 * UNIT), emit.scalar(TINY)]), shape]);
  }
  const sum = emit.node('ReduceSumSquare', [factor, emit.ints([1])], { keepdims: 0 });
  // squares that underflow: n · 2^−149 under the root
  const root = emit.node('Add', [up(emit.node('Sqrt', [sum]), gamma(features)), emit.scalar(2 ** -60)]);
  return emit.node('Reshape', [root, shape]);
}

/** |W_y − W_j| r with the differences made for every sample's class: where all pairs would be too many. */
export function radiusOfSamples(
  emit: Emit,
  batch: number,
  { rows, classes, features }: Elided,
  spread: string,
  by: number,
): string {
  const weights = emit.tensor(rows, [classes, features]);
  const own = emit.node('Unsqueeze', [emit.node('Gather', [weights, INPUTS.class]), emit.ints([1])]);
  const difference = emit.node('Abs', [emit.node('Sub', [own, weights])]);
  const products = emit.node('MatMul', [difference, emit.node('Unsqueeze', [spread, emit.ints([2])])]);
  const radius = emit.node('Reshape', [products, emit.ints([batch, classes])]);
  // one sum of n products, of differences that are rounded here and may underflow
  const factor = by * (1 + 2 * gamma(features));
  return emit.node('Add', [emit.node('Mul', [radius, emit.scalar(floatUp(factor))]), emit.scalar(2 ** -100)]);
}
