import { GraphBuilder } from '../../builder.ts';
import { readConstant, type Constant } from '../../constant.ts';
import type { Node } from '../../graph.ts';
import { floatUp, TINY, UNIT } from '../../float32.ts';
import type { TensorData } from '../../tensor.ts';
import type { Bounds, Ends } from './bounds.ts';
import { endsBounds } from './ends-bounds.ts';
import type { Accuracy, Arithmetic, Attributes, Emit } from './emit.ts';

/** Writes the bounds graph; equal constants are written once. */
export class Writer implements Emit {
  readonly arithmetic: Arithmetic;
  readonly builder = new GraphBuilder('bounds');
  readonly #scalars = new Map<number, string>();
  readonly #ints = new Map<string, string>();
  readonly #constants = new Map<Constant, string>();

  constructor(arithmetic: Arithmetic) {
    this.arithmetic = arithmetic;
  }

  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.builder.node(operator, inputs, attributes);
  }

  nodes(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    count: number,
  ): readonly string[] {
    return this.builder.several(operator, inputs, attributes, count);
  }

  again(node: Node, inputs: readonly string[]): readonly string[] {
    return this.builder.again(node, inputs);
  }

  scalar(value: number): string {
    const known = this.#scalars.get(value);
    if (known !== undefined) return known;
    const name = this.builder.constant([value], []);
    this.#scalars.set(value, name);
    return name;
  }

  ints(values: readonly number[]): string {
    const key = values.join();
    const known = this.#ints.get(key);
    if (known !== undefined) return known;
    const name = this.builder.constant(BigInt64Array.from(values, BigInt));
    this.#ints.set(key, name);
    return name;
  }

  tensor(values: TensorData | readonly number[], dims: readonly number[]): string {
    return this.builder.constant(values, dims);
  }

  constant(constant: Constant): string {
    const known = this.#constants.get(constant);
    if (known !== undefined) return known;
    const { data, dims, type } = readConstant(constant);
    const name = this.builder.constant(data, dims, { type });
    this.#constants.set(constant, name);
    return name;
  }

  /** x + (|x| · 2^−23 + 2^−126): more than one unit in the last place, and rounding is monotone. */
  up(x: string): string {
    return this.node('Add', [x, this.#ulp(x)]);
  }

  down(x: string): string {
    return this.node('Sub', [x, this.#ulp(x)]);
  }

  #ulp(x: string): string {
    const relative = this.node('Mul', [this.node('Abs', [x]), this.scalar(2 * UNIT)]);
    return this.node('Add', [relative, this.scalar(TINY)]);
  }

  /**
   * Where |f̂ − f| ≤ r|f| + a at both an end and any point beyond which f does not lie, f̂ of the point lies within
   * 2(r|f̂(end)| + a)(1 + 4r) of f̂(end): |f| ≤ (|f̂| + a)/(1 − r).
   */
  widen({ lower, upper }: Ends, { relative, absolute }: Accuracy): Ends {
    const slope = floatUp(2 * relative * (1 + 8 * relative) + 4 * UNIT);
    const lift = floatUp(2 * absolute * (1 + 8 * relative + 8 * UNIT) + TINY);
    const apart = (x: string) => {
      const share = this.node('Mul', [this.node('Abs', [x]), this.scalar(slope)]);
      return this.node('Add', [share, this.scalar(lift)]);
    };
    return {
      lower: this.node('Sub', [lower, apart(lower)]),
      upper: this.node('Add', [upper, apart(upper)]),
    };
  }

  between(dims: readonly number[], ends: Ends, facts: { readonly nonNegative?: boolean } = {}): Bounds {
    return endsBounds(this, dims, ends, facts.nonNegative ?? false);
  }
}
