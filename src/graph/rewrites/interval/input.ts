import { elementCount } from '../../tensor.ts';
import type { Bounds, NormBall } from './bounds.ts';
import type { Writer } from './writer.ts';

export type InputNorm = 'linf' | 'l2' | 'l1';

/** Names of the inputs of a bounds graph; not every graph has all. */
export const INPUTS = {
  x: 'x',
  epsilon: 'epsilon',
  low: 'low',
  high: 'high',
  lower: 'lower',
  upper: 'upper',
  class: 'class',
} as const;

/**
 * What may be fed to the network: the box |x' − x| ≤ ε cut to [low, high]; or a norm ball, whose hull is that box.
 *
 * Inputs are float32 numbers themselves: x' ≥ x − ε gives x' = fl(x') ≥ fl(x − ε), because rounding is monotone. So the rounded
 * ends enclose them without widening. Real inputs take a step more.
 */
export function inputBounds(
  emit: Writer,
  dims: readonly number[],
  norm: InputNorm,
  perChannel: boolean,
): Bounds {
  const [batch = 1, ...sample] = dims;
  const { x, epsilon, low, high } = INPUTS;
  emit.builder.input(x, dims);
  emit.builder.input(epsilon, [batch, ...sample.map((size, i) => (perChannel && i === 0 ? size : 1))]);
  emit.builder.input(low, []);
  emit.builder.input(high, []);
  const real = emit.arithmetic === 'real';
  const below = emit.node('Sub', [x, epsilon]);
  const above = emit.node('Add', [x, epsilon]);
  const lower = emit.node('Max', [real ? emit.down(below) : below, low]);
  const upper = emit.node('Min', [real ? emit.up(above) : above, high]);
  const box = emit.between(dims, { lower, upper });
  if (norm === 'linf') return box;
  const scale = emit.tensor(new Float32Array(elementCount(sample)).fill(1), [1, ...sample]);
  const ball: NormBall = { norm, centre: x, epsilon, scale, error: null };
  return { ...box, norm: ball };
}

/** A box that is given by its ends, which say themselves what may be fed: nothing is rounded here. */
export function givenBox(emit: Writer, dims: readonly number[]): Bounds {
  const lower = emit.builder.input(INPUTS.lower, dims);
  const upper = emit.builder.input(INPUTS.upper, dims);
  return emit.between(dims, { lower, upper });
}
