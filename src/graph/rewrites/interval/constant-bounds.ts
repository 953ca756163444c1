import { readConstant, type Constant } from '../../constant.ts';
import { floatUp, UNIT } from '../../float32.ts';
import type { Bounds } from './bounds.ts';
import type { Emit } from './emit.ts';

/** Bounds of width zero. The slack is relative to `magnitude`, where the constant was folded from several. */
export function constantBounds(emit: Emit, constant: Constant, magnitude: Constant | null): Bounds {
  const { dims } = constant;
  const values = () => readConstant(constant).data as Float32Array;
  const magnitudes = () => readConstant(magnitude ?? constant).data as Float32Array;
  return {
    dims,
    constant: true,
    ends() {
      const name = emit.constant(constant);
      return { lower: name, upper: name };
    },
    ball({ slack, multiplier = 1 }) {
      return {
        centre: emit.tensor(
          values().map((x) => x * multiplier),
          dims,
        ),
        spread: emit.tensor(
          magnitudes().map((x) => floatUp(Math.abs(x) * multiplier * (slack + 2 * UNIT))),
          dims,
        ),
        multiplier,
        factor: 1,
      };
    },
  };
}
