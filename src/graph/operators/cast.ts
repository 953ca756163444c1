import type { Elementwise } from './operator.ts';
import type { Site } from './site.ts';

const FLOATS = ['float32', 'float64', 'float16'];

/**
 * A value in another floating type. Widening changes nothing. Rounding is monotone and keeps what the narrower type has, so
 * that ends which are float32 still enclose what is rounded to float32; for a narrower type they are rounded as well. Both
 * the rounded and the original end are covered, because engines leave out a cast there and back, and exact arithmetic has none.
 */
export const cast: Elementwise = {
  name: 'Cast',
  kind: 'elementwise',
  input: () => 0,
  gap({ inputs, outputs }: Site) {
    const types = [inputs[0]!.element, outputs[0]!.element];
    const other = types.find((type) => !FLOATS.includes(type));
    return other ? `it converts ${types[0]} to ${types[1]}, and only casts between floats have a rule` : null;
  },
  bounds(emit, { node, inputs, outputs }, x) {
    const { element, dims } = outputs[0]!;
    if (element === 'float64') return x;
    if (element === 'float32') return inputs[0]!.element === 'float64' ? emit.between(dims, x.ends()) : x;
    const rounded = (end: string) => emit.node('Cast', emit.again(node, [end]), { to: FLOAT });
    const { lower, upper } = x.ends();
    return emit.between(dims, {
      lower: emit.node('Min', [lower, rounded(lower)]),
      upper: emit.node('Max', [upper, rounded(upper)]),
    });
  },
};

/** TensorProto.DataType.FLOAT. */
const FLOAT = 1;
