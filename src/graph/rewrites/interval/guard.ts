import type { Bounds } from './bounds.ts';
import type { Emit } from './emit.ts';

/**
 * [batch, 1]: zero for samples whose bounds of the guarded values are all finite and below about 2^63, else NaN. Engines turn
 * NaN into numbers here and there (a rectifier takes the larger of NaN and 0); added to the margins, this does not let one pass.
 */
export function poison(emit: Emit, batch: number, guarded: readonly Bounds[]): string | null {
  const sums = guarded.flatMap((one) => {
    const { lower, upper } = one.ends();
    return [lower, upper].map((end) => {
      const rows = emit.node('Reshape', [end, emit.ints([batch, -1])]);
      return emit.node('ReduceSumSquare', [rows, emit.ints([1])], { keepdims: 1 });
    });
  });
  if (sums.length === 0) return null;
  const all = sums.reduce((sum, one) => emit.node('Add', [sum, one]));
  return emit.node('Mul', [all, emit.scalar(0)]);
}

/**
 * [batch, 1]: zero for samples whose box is finite and not empty, else NaN: √Σ(w − |w|) over the widths w. Of what cannot
 * happen everything is true; such a proof is worth nothing, and most likely a mistake in the question.
 */
export function emptiness(emit: Emit, batch: number, box: Bounds): string {
  const { lower, upper } = box.ends();
  const width = emit.node('Reshape', [emit.node('Sub', [upper, lower]), emit.ints([batch, -1])]);
  const missing = emit.node('Sub', [width, emit.node('Abs', [width])]);
  return emit.node('Sqrt', [emit.node('ReduceSum', [missing, emit.ints([1])], { keepdims: 1 })]);
}
