import type { AttributeValue } from '../../builder.ts';
import type { Constant } from '../../constant.ts';
import type { Node } from '../../graph.ts';
import type { TensorData } from '../../tensor.ts';
import type { Bounds, Ends } from './bounds.ts';

/** How wrong an approximated function may be: |computed − exact| ≤ relative · |exact| + absolute. */
export interface Accuracy {
  readonly relative: number;
  readonly absolute: number;
}

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** float32: the program that the engine runs. real: the network in exact arithmetic. */
export type Arithmetic = 'float32' | 'real';

/** What the rules write the bounds graph with. Every method answers the name of the float32 tensor that it adds. */
export interface Emit {
  readonly arithmetic: Arithmetic;
  /** A node of ONNX's operator set 21; answers its first output. */
  node(operator: string, inputs: readonly string[], attributes?: Attributes): string;
  /** All outputs of a node with several. */
  nodes(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    count: number,
  ): readonly string[];
  /** The canonical graph's own node on other inputs, with its attributes; answers all its outputs. */
  again(node: Node, inputs: readonly string[]): readonly string[];
  /** A float32 scalar. */
  scalar(value: number): string;
  /** An int64 vector, such as axes. */
  ints(values: readonly number[]): string;
  tensor(values: TensorData | readonly number[], dims: readonly number[]): string;
  /** A constant of the canonical graph, by its content; written once. */
  constant(constant: Constant): string;
  /** At least the next float32 above x (below for `down`), for every finite x: one rounding of x is covered. */
  up(x: string): string;
  down(x: string): string;
  /** Ends moved apart by twice the accuracy, relative to the ends themselves, and by the rounding of doing so. */
  widen(ends: Ends, accuracy: Accuracy): Ends;
  /** Bounds from ends. `nonNegative` where no end is below zero, which makes the ball cheaper. */
  between(dims: readonly number[], ends: Ends, facts?: { readonly nonNegative?: boolean }): Bounds;
}
