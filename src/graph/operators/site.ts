import type { Constant } from '../constant.ts';
import type { Node } from '../graph.ts';
import type { ElementType } from '../tensor.ts';

/** A tensor's type when every size is known: graphs are compiled for one batch size. */
export interface TensorType {
  readonly element: ElementType;
  readonly dims: readonly number[];
}

/** A value beside a node. `constant` where it does not depend on the graph's input. */
export interface Operand extends TensorType {
  readonly name: string;
  readonly constant: Constant | null;
}

/** A node of a canonical graph with all that is known of the values around it. */
export interface Site {
  readonly node: Node;
  /** null for an optional input that is left out. */
  readonly inputs: readonly (Operand | null)[];
  readonly outputs: readonly Operand[];
  /** Upper bound of the sum of the absolute terms that an input constant was folded from; at least its absolute value. */
  magnitude(input: number): Constant | null;
  /** Roundings that the node stands for beyond its own, those of constants that were folded among them; none when left out. */
  readonly roundings?: number;
}
