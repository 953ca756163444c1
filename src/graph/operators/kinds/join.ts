import { gamma, TINY, UNIT } from '../../float32.ts';
import type { Ball, Bounds, Disc, Ends } from '../../rewrites/interval/bounds.ts';
import { discBounds } from '../../rewrites/interval/disc-bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Join } from '../operator.ts';
import type { Site } from '../site.ts';
import { translated } from './norm-ball.ts';

/**
 * Bounds of a sum or difference, broadcast.
 *
 * Where no operand is a fresh sum, one addition is one monotone rounding: the ends of the sum are the engine's own sums
 * of ends, bit for bit. Where one is, an engine may go on summing its n products onto the other operands: every one of
 * them is then rounded up to n times, and takes a slack of 3γ_{n+16} (the deployed program, our own sum, and ends made of
 * the disc). Three or more operands may be added in any order: they make a fresh sum themselves.
 */
export function joinBounds(emit: Emit, site: Site, { signs }: Join, operands: readonly Bounds[]): Bounds {
  const dims = site.outputs[0]!.dims;
  const fresh = Math.max(...operands.map((one) => one.terms ?? 0));
  const terms = operands.length > 2 ? fresh + operands.length : fresh;
  const sign = signs(site);
  const make = (wanted: number, slack: number) => discOf(emit, operands, sign, terms, { wanted, slack });
  const norm = translated(emit, operands, sign, dims);
  if (terms > 0) return { ...discBounds(emit, dims, make, terms), ...(norm && { norm }) };
  const [lower, upper] = [endsOf(emit, operands, sign, 'lower'), endsOf(emit, operands, sign, 'upper')];
  const ends =
    emit.arithmetic === 'real' ? { lower: emit.down(lower), upper: emit.up(upper) } : { lower, upper };
  return { ...emit.between(dims, ends), ...(norm && { norm }) };
}

/** The lower end of a difference takes the upper end of what is subtracted. */
function endsOf(
  emit: Emit,
  operands: readonly Bounds[],
  signs: readonly (1 | -1)[],
  side: keyof Ends,
): string {
  const other = side === 'lower' ? 'upper' : 'lower';
  const taken = operands.map((one, i) => one.ends()[signs[i] === 1 ? side : other]);
  return summed(emit, taken, signs);
}

function summed(emit: Emit, tensors: readonly string[], signs: readonly (1 | -1)[]): string {
  const [first, ...rest] = tensors;
  const start = signs[0] === 1 ? first! : emit.node('Neg', [first!]);
  return rest.reduce((sum, one, i) => emit.node(signs[i + 1] === 1 ? 'Add' : 'Sub', [sum, one]), start);
}

/**
 * With κ' = 3γ(1 + 4γ), and the consumer's slack of |C| ≤ (1 + γ)Σ|c_i|, asked of every operand: Σ f_i s_i (1 + γ) covers
 * the rounding of the deployed sum, of the centre and of centre ± radius, all relative to Σ|c_i| + Σ f_i s_i.
 */
function discOf(
  emit: Emit,
  operands: readonly Bounds[],
  signs: readonly (1 | -1)[],
  terms: number,
  { wanted, slack }: { readonly wanted: number; readonly slack: number },
): Disc {
  const unit = gamma(terms + operands.length);
  const asked = 3 * unit * (1 + 4 * unit) + slack * (1 + 2 * unit);
  const balls = agreed(emit, operands, asked, wanted);
  const spreads = balls.map(({ spread }) => spread);
  // sums of products have something for underflow already
  if (operands.every((one) => !one.terms)) spreads.push(emit.scalar(TINY));
  return {
    centre: summed(
      emit,
      balls.map(({ centre }) => centre),
      signs,
    ),
    radius: summed(
      emit,
      spreads,
      spreads.map(() => 1),
    ),
    slack,
    multiplier: balls[0]!.multiplier,
    factor: Math.max(...balls.map(({ factor }) => factor)) * (1 + 6 * unit),
  };
}

/** Balls of one multiplier. Whoever is written already says which; sums that are not can follow. */
function agreed(emit: Emit, operands: readonly Bounds[], slack: number, wanted: number): readonly Ball[] {
  const balls: Ball[] = [];
  const order = operands
    .map((_, i) => i)
    .sort((a, b) => flexibility(operands[a]!) - flexibility(operands[b]!));
  let multiplier = wanted;
  for (const [turn, i] of order.entries()) {
    const ball = operands[i]!.ball({ slack, multiplier });
    if (turn === 0) ({ multiplier } = ball);
    balls[i] = ball.multiplier === multiplier ? ball : scaled(emit, ball, multiplier);
  }
  return balls;
}

/** Constants take any multiplier, sums that are not written yet take the first that is asked for. */
const flexibility = (one: Bounds): number => (one.constant ? 2 : one.terms ? 1 : 0);

function scaled(emit: Emit, ball: Ball, multiplier: number): Ball {
  const by = emit.scalar(multiplier / ball.multiplier);
  return {
    centre: emit.node('Mul', [ball.centre, by]),
    spread: emit.node('Mul', [ball.spread, by]),
    multiplier,
    factor: ball.factor * (1 + 4 * UNIT),
  };
}
