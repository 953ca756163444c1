import type { Feeds } from '../../../graph/evaluate.ts';
import { floatDown, floatUp } from '../../../graph/float32.ts';
import { elementCount, type Tensor } from '../../../graph/tensor.ts';
import type { Interval } from '../../perturbations/perturbation.ts';
import { nextUp } from '../../statistics/rounding.ts';

/** What a bounds graph is told about a batch of samples; rows that nobody fills are zeros, and influence nothing. */
export class Boxes {
  readonly #dims: readonly number[];
  readonly #x: Float32Array;
  readonly #epsilon: Float32Array;
  readonly #classes: BigInt64Array;
  readonly #factors: readonly number[];
  readonly #domain: Interval;

  /** `dims`: of the network's input, the batch first. `channels`: factors of ε, where the graph takes them. */
  constructor(dims: readonly number[], domain: Interval | null, channels?: readonly number[]) {
    const [batch = 1] = dims;
    this.#dims = dims;
    this.#factors = channels ?? [1];
    this.#x = new Float32Array(elementCount(dims));
    this.#epsilon = new Float32Array(batch * this.#factors.length);
    this.#classes = new BigInt64Array(batch);
    this.#domain = domain ?? [-Infinity, Infinity];
  }

  place(row: number, values: Float32Array, label: number): void {
    this.#x.set(values, row * values.length);
    this.#classes[row] = BigInt(label);
  }

  /** Sets a row's ε, rounded up to float32: what is certified for a larger one holds for this. */
  widen(row: number, epsilon: number): void {
    for (const [c, factor] of this.#factors.entries()) {
      const exact = factor === 1 ? epsilon : nextUp(epsilon * factor);
      this.#epsilon[row * this.#factors.length + c] = floatUp(exact);
    }
  }

  feeds(): Feeds {
    const [batch = 1, ...sample] = this.#dims;
    const widths = sample.map((_, axis) => (axis === 0 ? this.#factors.length : 1));
    const [low, high] = this.#domain;
    return {
      x: float(this.#dims, this.#x),
      epsilon: float([batch, ...widths], this.#epsilon),
      low: float([], Float32Array.of(floatDown(low))),
      high: float([], Float32Array.of(floatUp(high))),
      class: { type: 'int64', dims: [batch], data: this.#classes },
    };
  }
}

const float = (dims: readonly number[], data: Float32Array): Tensor => ({ type: 'float32', dims, data });
