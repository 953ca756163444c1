import { readConstant, type Constant } from '../../constant.ts';
import { floatUp, gamma, underflow, UNIT } from '../../float32.ts';
import type { Ball, Bounds, Disc, NormBall } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import { partsOf, sumOfParts } from './parts.ts';
import { discBounds } from '../../rewrites/interval/disc-bounds.ts';
import type { Linear } from '../operator.ts';
import type { Site } from '../site.ts';
import { dualRadius } from './dual.ts';

/**
 * Bounds of y = Wx + b in centre and radius, for float32.
 *
 * With |x − c| + κ|c| ≤ s:
 *   C = fl(Wc + b),  R = fl(φ|W|s + φκ|b| + tiny),  κ = (δ + ω + θ)(1 + ω),  φ = (1 + δ)/((1 − ω)(1 − 4u))
 * δ = γ_{n+16} is the deployed program's rounding of |W||x| + |b|, in any order of summation; 0 in exact arithmetic. ω is our own
 * of C and of R: γ_{n+16} too, or much less where the product is summed in parts, which leaves no room for constants that were
 * folded: δ has that of theirs in exact arithmetic. θ is left for C ± R, which is one rounding; or, where an engine sums the
 * products of R onto C, ω of |C| + R in place of ω of R. `tiny` covers underflow, in the sum before too, which an engine may
 * fold into this one.
 * Guarantee: every float32 y that the engine gives for an x in the ball lies in [C − R, C + R], rounded or not.
 * Reference: Gowal et al. 2018 (1810.12715) for centre and radius; Higham 2002, chapter 3, for γ.
 */
export function linearBounds(emit: Emit, site: Site, operator: Linear, x: Bounds): Bounds {
  const product = productOf(emit, site, operator, x.terms ?? 0);
  const dual = x.norm && dualRadius(emit, site, operator, x.norm, product.gamma);
  const disc = (wanted: number, further: number): Disc => {
    // of |C| ≤ (1 + ω)(|W||c| + |b|)
    const slack = product.slack + further * (1 + 2 * product.own);
    const made = { ...product, slack };
    if (x.norm && dual) return { ...discOfNorm(emit, made, x.norm, dual), slack: further };
    const ball = x.ball({ slack });
    const disc = product.weights ? discOfWeights(made, ball, wanted) : discOfImplicit(emit, made, ball);
    return { ...disc, slack: further };
  };
  // an engine may fold this operator into the sum before, and sum that onto something else
  const terms = Math.max(operator.terms(site), x.terms ?? 0);
  const bounds = discBounds(emit, site.outputs[0]!.dims, disc, terms);
  const norm = x.norm && operator.norm?.(emit, site, x.norm);
  return norm ? { ...bounds, norm } : bounds;
}

/** A linear node, ready to be written again with other weights. */
interface Product {
  readonly gamma: number;
  /** ω: what its sums here err by. */
  readonly own: number;
  /** κ: what each unit of |c| adds to the radius before |W|. */
  readonly slack: number;
  /** φ: what the radius grows by. */
  readonly inflation: number;
  readonly tiny: number;
  readonly weights: Float32Array | null;
  /** Whether the weights times a power of two are exact. */
  scales(by: number): boolean;
  /** The node on `x`, with every weight mapped. `bias` gives the bias from the node's own and its magnitude. */
  write(x: string, weight: (w: number) => number, bias: (b: number, magnitude: number) => number): string;
}

function productOf(emit: Emit, site: Site, operator: Linear, before: number): Product {
  const place = operator.weights(site);
  const constant = place === null ? null : site.inputs[place]!.constant!;
  const weights = constant && (readConstant(constant).data as Float32Array);
  const terms = operator.terms(site);
  const unit = gamma(terms);
  const parts = partsOf(site, operator, emit.arithmetic);
  const deployed = emit.arithmetic === 'float32' ? unit : parts ? (site.roundings ?? 0) * UNIT : 0;
  const own = parts ? parts.error : unit;
  const spare = parts ? 2 * UNIT : own;
  const largest = weights ? largestOf(weights) : 1;
  const tiny = Math.max(underflow(terms + before), 2 ** -140 * terms * largest);
  const bias = biasOf(site, operator);
  const again = (x: string, others: ReadonlyMap<number, string>): string => {
    const inputs = site.node.inputs.map((name, i) =>
      i === operator.input(site) ? x : name && (others.get(i) ?? constantOf(emit, site, i)),
    );
    for (const [i, name] of others) inputs[i] = name;
    return emit.again(site.node, inputs)[0]!;
  };
  /** The bias, added to what was summed without it: along axis 1, or as the node has it. */
  const written = (sum: string, biased: (b: number, magnitude: number) => number): string => {
    if (!bias) return emit.node('Add', [sum, emit.scalar(biased(0, 0))]);
    const values = bias.magnitudes.map((magnitude, i) => biased(bias.values[i]!, magnitude));
    const rank = site.outputs[0]!.dims.length;
    const dims = rank > 2 ? [1, values.length, ...Array.from({ length: rank - 2 }, () => 1)] : bias.dims;
    return emit.node('Add', [sum, emit.tensor(values, dims)]);
  };
  return {
    gamma: unit,
    own,
    slack: (deployed + own + spare) * (1 + own),
    inflation: (1 + deployed) / ((1 - own) * (1 - 4 * UNIT)),
    tiny,
    weights,
    scales: (by) => by === 1 || (weights?.every((w) => Math.fround(w * by) / by === w) ?? false),
    write(x, weight, biased) {
      if (parts) return written(sumOfParts(emit, site, operator, x, weights!.map(weight), parts), biased);
      const others = new Map<number, string>();
      if (place !== null) others.set(place, emit.tensor(weights!.map(weight), constant!.dims));
      if (!bias) {
        const product = again(x, others);
        const lift = biased(0, 0);
        return lift === 0 ? product : emit.node('Add', [product, emit.scalar(lift)]);
      }
      const values = bias.magnitudes.map((magnitude, i) => biased(bias.values[i]!, magnitude));
      others.set(operator.bias!, emit.tensor(values, bias.dims));
      return again(x, others);
    },
  };
}

const constantOf = (emit: Emit, site: Site, place: number): string => {
  const constant = site.inputs[place]?.constant;
  if (!constant) throw new Error(`input ${place} of ${site.node.name} is not constant`);
  return emit.constant(constant);
};

interface Bias {
  readonly values: Float32Array;
  readonly magnitudes: Float32Array;
  readonly dims: readonly number[];
}

/** The bias of the node, or zeros where it could have one; null where the operator has none. */
function biasOf(site: Site, { bias: place }: Linear): Bias | null {
  if (place === null) return null;
  const constant = site.inputs[place]?.constant;
  if (!constant) {
    const length = site.outputs[0]!.dims[1]!;
    return { values: new Float32Array(length), magnitudes: new Float32Array(length), dims: [length] };
  }
  const values = readConstant(constant).data as Float32Array;
  const magnitudes = magnitudesOf(constant, site.magnitude(place));
  return { values, magnitudes, dims: constant.dims };
}

function magnitudesOf(constant: Constant, magnitude: Constant | null): Float32Array {
  const source = readConstant(magnitude ?? constant).data as Float32Array;
  return source.map(Math.abs);
}

type Sum = Omit<Disc, 'slack'>;

function discOfWeights(product: Product, ball: Ball, wanted: number): Sum {
  const scalable = product.scales(wanted / ball.multiplier);
  const multiplier = scalable ? wanted : ball.multiplier;
  const by = multiplier / ball.multiplier;
  return {
    centre: product.write(
      ball.centre,
      (w) => w * by,
      (b) => b * multiplier,
    ),
    radius: product.write(
      ball.spread,
      inflated(by * ball.factor * product.inflation),
      lifted(product, multiplier),
    ),
    multiplier,
    factor: 1,
  };
}

/** Operators without weights of their own keep the multiplier, and leave the factor to the next. */
function discOfImplicit(emit: Emit, product: Product, { centre, spread, multiplier, factor }: Ball): Sum {
  const same = (w: number) => w;
  return {
    centre: product.write(centre, same, (b) => b * multiplier),
    radius: product.write(spread, same, lifted(product, multiplier)),
    multiplier,
    factor: factor * product.inflation,
  };
}

/**
 * R = dual norm of the row times ε, and the rounding terms. What is rounded is relative to |W||x| ≤ |W||c| + |W|(scale · |δ|),
 * and the dual norm bounds the second too: a norm does not see signs.
 */
function discOfNorm(emit: Emit, product: Product, norm: NormBall, dual: string): Sum {
  const { centre, epsilon, error } = norm;
  const slack = product.slack * (1 + 8 * UNIT);
  const share = emit.node('Mul', [emit.node('Abs', [centre]), emit.scalar(floatUp(slack))]);
  const spread = error === null ? share : emit.node('Add', [share, error]);
  const inflation = product.inflation * (1 + 2 * product.own);
  const rounding = product.write(spread, inflated(inflation), lifted(product, 1));
  const reach = emit.node('Mul', [dual, emit.scalar(floatUp(inflation * (1 + 8 * UNIT)))]);
  return {
    centre: product.write(
      centre,
      (w) => w,
      (b) => b,
    ),
    radius: emit.node('Add', [rounding, emit.node('Mul', [epsilon, reach])]),
    multiplier: 1,
    factor: 1 + 8 * UNIT,
  };
}

/** |w| · by, rounded up. */
const inflated = (by: number) => (w: number) => floatUp(Math.abs(w) * by * (1 + 2 ** -50));

/** The bias of the radius. */
const lifted =
  ({ slack, inflation, tiny }: Product, multiplier: number) =>
  (_: number, magnitude: number): number =>
    floatUp(slack * inflation * (1 + 2 ** -40) * magnitude * multiplier + tiny * Math.max(multiplier, 1));

const largestOf = (weights: Float32Array): number => {
  let largest = 0;
  for (const w of weights) if (Math.abs(w) > largest) largest = Math.abs(w);
  return largest;
};
