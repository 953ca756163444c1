import type { Bounds, NormBall } from '../rewrites/interval/bounds.ts';
import type { Emit } from '../rewrites/interval/emit.ts';
import type { Site } from './site.ts';

/**
 * One operator of the canonical graph (ONNX operator set 21, canonical forms only). A kind says how every rewrite treats
 * it; a file declares its kind and only what the kind cannot derive.
 */
export type Operator = Linear | Join | Elementwise | Movement | Special | Hole;

/** What the table holds: an operator, or one that is of one kind or another by what its operands are. */
export type Entry = Operator | Choice;

interface Common {
  /** ONNX's name, in the default domain. */
  readonly name: string;
  /** Why a node of this operator has no bounds (an attribute, an operand that should be constant), or null. */
  readonly gap?: (site: Site) => string | null;
}

/**
 * y = Wx + b in exact arithmetic. Bounds follow from W, |W| and the number of products that are summed.
 * Either `weights` names the input that holds W, or W is implicit in the attributes and has no negative coefficient.
 */
export interface Linear extends Common {
  readonly kind: 'linear';
  /** Place of x among the inputs. */
  readonly input: (site: Site) => number;
  /** Place of W among the inputs, or null where it is implicit and not negative. */
  readonly weights: (site: Site) => number | null;
  /** Place of b among the inputs, whether or not the node gives it; null for operators without one. */
  readonly bias: number | null;
  /** Products (and implicit coefficients) that one element of y sums, at most, without b. */
  readonly terms: (site: Site) => number;
  /** Axis of W that becomes axis 1 of y, where there is one: the rows of W. */
  readonly rows?: (site: Site) => number | null;
  /** Axis of W that runs along axis 1 of x, where y is a sum over the latter: what can be summed in parts. */
  readonly features?: (site: Site) => number | null;
  /** Where y = xM + b row by row, for a constant M [features, classes]: what the margins of a last layer are taken from. */
  readonly matrix?: (site: Site) => Matrix | null;
  /** Where every element of y is a multiple of one of x: what becomes of a norm ball; null where some x has several y. */
  readonly norm?: (emit: Emit, site: Site, ball: NormBall) => NormBall | null;
}

/** Places of M and b among the inputs; M is [classes, features] where it is transposed. */
export interface Matrix {
  readonly weights: number;
  readonly bias: number | null;
  readonly transposed: boolean;
}

/** The sum of operands, broadcast, each with its sign. Constants may be among them. */
export interface Join extends Common {
  readonly kind: 'join';
  readonly signs: (site: Site) => readonly (1 | -1)[];
}

/** One element of x gives one element of y, whatever the others are. */
export interface Elementwise extends Common {
  readonly kind: 'elementwise';
  /** Place of the bounded input; every other one is constant. */
  readonly input: (site: Site) => number;
  /** Bounds of the engine's result, and of the exact one, from bounds of the operand. */
  readonly bounds: (emit: Emit, site: Site, x: Bounds) => Bounds;
}

/** Elements change their place, are repeated, dropped, or joined with constants; none is computed. */
export interface Movement extends Common {
  readonly kind: 'movement';
  /** Places of the inputs that are moved; the others are constant and say how. */
  readonly moved: (site: Site) => readonly number[];
  /**
   * True where no element of x has two places in y: what comes of a norm ball stays one. Zeros that are filled in are
   * coordinates of scale zero.
   */
  readonly keepsNorm: (site: Site) => boolean;
  /** False where values other than zero are filled in, so that only ends can be moved. */
  readonly fillsZero?: (site: Site) => boolean;
}

/** Anything else: gives its own rule. `inputs` are in the node's order; constants come as bounds of width zero. */
export interface Special extends Common {
  readonly kind: 'special';
  readonly bounds: (emit: Emit, site: Site, inputs: readonly (Bounds | null)[]) => readonly Bounds[];
}

/** An operator that is known and has no sound bound yet. */
export interface Hole extends Common {
  readonly kind: 'hole';
  readonly reason: string;
}

/** For example MatMul: linear where one operand is constant, a rule of its own where both are bounded. */
export interface Choice extends Pick<Common, 'name'> {
  readonly kind: 'choice';
  readonly of: (site: Site) => Operator;
}
