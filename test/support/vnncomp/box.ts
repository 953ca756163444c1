/** lower ≤ x ≤ upper, element by element; ±Infinity where nothing is said. Empty when a lower end is above its upper. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface FloatBox {
  readonly lower: Float32Array;
  readonly upper: Float32Array;
}

/** The float32 numbers in the box: every end moves inwards to the first that exists. Empty when there is none. */
export const floatBox = ({ lower, upper }: Box): FloatBox => ({
  lower: Float32Array.from(lower, leastFloatAbove),
  upper: Float32Array.from(upper, greatestFloatBelow),
});

/** The smallest box with float32 ends that holds the whole of it. */
export const outwardBox = ({ lower, upper }: Box): FloatBox => ({
  lower: Float32Array.from(lower, greatestFloatBelow),
  upper: Float32Array.from(upper, leastFloatAbove),
});

export function isEmpty({ lower, upper }: Box | FloatBox): boolean {
  return lower.some((value, place) => !(value <= upper[place]!));
}

/** Compared exactly, as real numbers; false when a coordinate is not a number. */
export function contains({ lower, upper }: Box | FloatBox, point: ArrayLike<number>): boolean {
  if (point.length !== lower.length)
    throw new Error(`${point.length} coordinates, the box has ${lower.length}`);
  return lower.every((value, place) => value <= point[place]! && point[place]! <= upper[place]!);
}

/** The least float32 that is ≥ x. */
export function leastFloatAbove(x: number): number {
  const nearest = Math.fround(x);
  return nearest < x ? nextUp(nearest) : nearest;
}

/** The greatest float32 that is ≤ x. */
export const greatestFloatBelow = (x: number): number => -leastFloatAbove(-x);

/** The float32 that follows: above ±0 comes the least denormal number. */
function nextUp(x: number): number {
  if (x === 0) return 2 ** -149;
  const bits = new Int32Array(Float32Array.of(x).buffer);
  bits[0]! += x > 0 ? 1 : -1;
  return new Float32Array(bits.buffer)[0]!;
}
