import { readJson } from './files.ts';

/** Bounds of outputs that another implementation computed in float64, for a batch of inputs under one epsilon. */
export interface Fixture {
  /** The network's path. */
  readonly network: string;
  /**
   * Flat, a sample each. In float64, since those of the pooling networks are no float32 numbers: their outputs and
   * bounds belong to the input before it is rounded.
   */
  readonly inputs: readonly Float64Array[];
  readonly epsilon: number;
  /** Of the inputs themselves, a row each. */
  readonly outputs: readonly Row[];
  readonly bounds: readonly OutputBounds[];
}

/** lower ≤ outputs ≤ upper for every input within epsilon in the norm; the ball is not cut to a domain. */
export interface OutputBounds {
  readonly method: string;
  readonly norm: 'linf' | 'l2';
  readonly lower: readonly Row[];
  readonly upper: readonly Row[];
}

type Row = readonly number[];
type Nested = readonly (number | Nested)[];

const FOLDER = 'vnncomp/lirpa_fixtures';

const flat = (input: Nested): Float64Array => Float64Array.from(numbersOf(input));
const numbersOf = (nested: Nested): readonly number[] =>
  nested.flatMap((inner) => (typeof inner === 'number' ? inner : numbersOf(inner)));

/** BatchNorm, convolutions and a residual join; by IBP, CROWN-IBP, CROWN and three variants of CROWN, in two norms. */
export function residual(): Fixture {
  const { input, output, eps, bounds } = readJson(`${FOLDER}/cnn_4layer_bn_residual.json`) as {
    readonly input: readonly Nested[];
    readonly output: readonly Row[];
    readonly eps: number;
    readonly bounds: Readonly<Record<string, readonly Row[]>>;
  };
  return {
    network: `${FOLDER}/cnn_4layer_bn_residual.onnx`,
    inputs: input.map(flat),
    epsilon: eps,
    outputs: output,
    bounds: Object.keys(bounds)
      .filter((name) => name.endsWith('_lb'))
      .map((name) => {
        const [, norm, method] = /^l_(inf|2)_(.+)_lb$/.exec(name)!;
        const upper = bounds[name.replace(/lb$/, 'ub')]!;
        return { method: method!, norm: norm === 'inf' ? 'linf' : 'l2', lower: bounds[name]!, upper };
      }),
  };
}

/** MaxPool by size of the kernel, padding and ceil mode, each between convolutions; by CROWN, L∞. */
export function maxPools(): readonly Fixture[] {
  const { eps, cases } = readJson(`${FOLDER}/maxpool.json`) as {
    readonly eps: number;
    readonly cases: readonly {
      readonly onnx: string;
      readonly input: readonly Nested[];
      readonly output: readonly Row[];
      readonly lb: readonly Row[];
      readonly ub: readonly Row[];
    }[];
  };
  return cases.map(({ onnx, input, output, lb, ub }) => ({
    network: `${FOLDER}/${onnx}`,
    inputs: input.map(flat),
    epsilon: eps,
    outputs: output,
    bounds: [{ method: 'CROWN', norm: 'linf', lower: lb, upper: ub }],
  }));
}
