/** Names of two float32 tensors of the value's shape: lower ≤ z ≤ upper for every value z that can occur. */
export interface Ends {
  readonly lower: string;
  readonly upper: string;
}

/**
 * Names of two float32 tensors of the value's shape with
 * |multiplier · z − centre| + slack · |centre| ≤ factor · spread, for every value z that can occur; `slack` is what was asked for.
 * Where they are hardly more than zero, spread may lack 2^−148: sums of products allow for more than that.
 */
export interface Ball {
  readonly centre: string;
  readonly spread: string;
  /** A power of two. */
  readonly multiplier: number;
  /** At least 1, and near it. */
  readonly factor: number;
}

/**
 * A ball around a value that was summed up: |multiplier · z − centre| ≤ factor · radius, with so much to spare that the sums
 * centre ± factor · radius enclose z although they are rounded, and although an engine may fuse them into the sum before.
 */
export interface Disc {
  readonly centre: string;
  readonly radius: string;
  /** Part of the radius: so much of |centre| is left for a consumer's rounding. */
  readonly slack: number;
  readonly multiplier: number;
  readonly factor: number;
}

export interface Need {
  /** What the consumer adds per unit of |centre|: its own rounding, and the deployed program's. */
  readonly slack: number;
  /** A power of two that would suit the consumer; the answer may have another. */
  readonly multiplier?: number;
}

/**
 * What is known of one value of the network: tensors of the bounds graph, written when they are first asked for and then
 * shared. Either form follows from the other; most rules ask for ends, linear ones for a ball.
 */
export interface Bounds {
  readonly dims: readonly number[];
  ends(): Ends;
  ball(need: Need): Ball;
  /** Set where the value is a sum: what comes first out of a linear operator or a join, before it is taken apart into ends. */
  readonly disc?: (multiplier: number) => Disc;
  /** Products that were summed into the value by the operator that made it, which an engine may go on summing into. */
  readonly terms?: number;
  /** Set where no input changes the value. */
  readonly constant?: boolean;
  /** Set where the value is an affine image of a norm ball around the input, coordinate by coordinate. */
  readonly norm?: NormBall;
}

/** |z − (centre + scale · δ)| ≤ error, coordinate by coordinate, with ‖δ‖ ≤ epsilon in the L2 or L1 norm, δ in some order of the input's coordinates. */
export interface NormBall {
  readonly norm: 'l2' | 'l1';
  readonly centre: string;
  /** [batch, 1, …], of the value's rank. */
  readonly epsilon: string;
  /** [1, …] of the value's dims but for the batch: what each coordinate was multiplied by, not negative; rounded up. */
  readonly scale: string;
  /** Of the value's dims: what computing it up to here was rounded by; null for nothing. */
  readonly error: string | null;
}
