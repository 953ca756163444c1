import type { Constant } from '../../constant.ts';
import type { Model } from '../../graph.ts';
import type { TensorType } from '../../operators/site.ts';

/** What was taken off the end of the graph because it keeps the order of the classes. */
export type Tail = 'none' | 'softmax' | 'log_softmax';

/**
 * A classifier in canonical form, for one batch size: operator set 21, no node that does not depend on the input, every
 * size known, only canonical forms of operators. One input [batch, …], one output [batch, classes].
 */
export interface Canonical {
  readonly model: Model;
  /** Rows of the batch: the first axis of input and output. */
  readonly batch: number;
  /** Every value of the graph, constants included. */
  readonly types: ReadonlyMap<string, TensorType>;
  /**
   * For constants that were folded from several: elementwise upper bound of the sum of the absolute terms. The engine may
   * compute the terms one by one, with rounding errors that are relative to these.
   */
  readonly magnitudes: ReadonlyMap<string, Constant>;
  /**
   * By value: how many roundings of the deployed program the node that makes it stands for, beyond its own. Never more than
   * the slack of linear operators has room for; none where the value is not named.
   */
  readonly roundings?: ReadonlyMap<string, number>;
  readonly tail: Tail;
}

/** One step towards canonical form. Answers the same object where nothing applies. */
export type Rewrite = (canonical: Canonical) => Canonical;
