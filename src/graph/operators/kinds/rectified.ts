import { floatDown, floatUp, UNIT } from '../../float32.ts';
import type { Ball, Bounds, Disc, Ends, Need } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import { growthOf, shareOfLower } from '../../rewrites/interval/ends-bounds.ts';
import { once, oncePer } from '../../rewrites/interval/once.ts';

/** Channels that engines keep together; depthwise convolutions of other widths are slow. */
const BLOCK = 16;

/** The two halves of a rectified disc: upper = multiplier · u, lower = multiplier · l / `share`. */
interface Halves {
  readonly upper: string;
  readonly lower: string;
  readonly share: number;
  readonly multiplier: number;
  /** a + by · b, in one pass. */
  readonly plus: (a: string, b: string, by: number) => string;
}

/**
 * Bounds of relu(z) for a z that is known by a disc (C, R): u = relu(C + R), l = relu(C − R), and for the next sum
 * centre = u + l and spread = u − ρl, which has the consumer's slack in ρ and in its factor (see `ends-bounds`). The
 * multiplier doubles; asking the sum before for half of it costs nothing.
 *
 * For images this is written in the only terms that an engine fuses into its blocked convolutions (depthwise products,
 * sums, relu): u = relu(R + C) goes into the convolution that makes R, and l = relu(2C − u), because C − R = 2C − (C + R)
 * where u > 0, and C ≤ 0 where u = 0. Three passes over the values instead of eight.
 */
export function discReluBounds(
  emit: Emit,
  dims: readonly number[],
  disc: (multiplier: number) => Disc,
  terms: number,
): Bounds {
  const blocked = dims.length === 4 && dims[1]! % BLOCK === 0 && dims[2]! * dims[3]! > 1 && terms > 1;
  let halves: Halves | null = null;
  const halvesFor = (multiplier: number): Halves =>
    (halves ??= (blocked ? blockedHalves : plainHalves)(emit, disc(multiplier / 2), dims[1]!));
  const centre = once(() => {
    const { upper, lower, share, plus } = halvesFor(1);
    return plus(upper, lower, share);
  });
  const spread = oncePer((slack: number) => {
    const { upper, lower, share, plus } = halvesFor(1);
    return plus(upper, lower, -share * shareOfLower(slack));
  });
  return {
    dims,
    ends: once((): Ends => endsOf(emit, halvesFor(1))),
    ball({ slack, multiplier = 1 }: Need): Ball {
      const own = halvesFor(multiplier).multiplier * 2;
      return { centre: centre(), spread: spread(slack), multiplier: own, factor: growthOf(slack) };
    },
  };
}

function plainHalves(emit: Emit, { centre, radius, multiplier, factor }: Disc): Halves {
  const reach = factor === 1 ? radius : emit.node('Mul', [radius, emit.scalar(floatUp(factor))]);
  return {
    upper: emit.node('Relu', [emit.node('Add', [centre, reach])]),
    lower: emit.node('Relu', [emit.node('Sub', [centre, reach])]),
    share: 1,
    multiplier,
    plus(a, b, by) {
      if (by === 1) return emit.node('Add', [a, b]);
      return emit.node('Sub', [a, emit.node('Mul', [b, emit.scalar(-by)])]);
    },
  };
}

/** `lower` is half of relu(C − R): relu(C − u/2), which may exceed the true one by a rounding. */
function blockedHalves(emit: Emit, { centre, radius, multiplier, factor }: Disc, channels: number): Halves {
  const times = (x: string, by: number): string => {
    const kernel = emit.tensor(new Float32Array(channels).fill(by), [channels, 1, 1, 1]);
    return emit.node('Conv', [x, kernel], { group: channels, kernel_shape: [1, 1] });
  };
  const plus = (a: string, b: string, by: number): string => emit.node('Add', [times(b, by), a]);
  const reach = factor === 1 ? radius : times(radius, floatUp(factor));
  const upper = emit.node('Relu', [emit.node('Add', [reach, centre])]);
  const lower = emit.node('Relu', [plus(centre, upper, -0.5)]);
  return { upper, lower, share: 2, multiplier, plus };
}

/** Multipliers are powers of two: exact, but where the product underflows. */
function endsOf(emit: Emit, { upper, lower, share, multiplier }: Halves): Ends {
  const above = multiplier === 1 ? upper : emit.up(emit.node('Mul', [upper, emit.scalar(1 / multiplier)]));
  const by = (share / multiplier) * (share === 1 ? 1 : floatDown(1 - 4 * UNIT));
  if (by === 1) return { lower, upper: above };
  const below = emit.down(emit.node('Mul', [lower, emit.scalar(floatDown(by))]));
  return { lower: emit.node('Relu', [below]), upper: above };
}
