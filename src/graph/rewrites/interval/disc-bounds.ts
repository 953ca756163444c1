import { floatUp, UNIT } from '../../float32.ts';
import type { Ball, Bounds, Disc, Ends, Need } from './bounds.ts';
import type { Emit } from './emit.ts';
import { once, oncePer } from './once.ts';

/**
 * Bounds that are known by a disc: what a sum gives. `make` is called once, with the multiplier and the slack that the
 * first consumer would like; everybody else takes what there is. Slack that is asked for in time is part of the sum itself
 * and costs nothing; later it takes three passes.
 */
export function discBounds(
  emit: Emit,
  dims: readonly number[],
  make: (multiplier: number, slack: number) => Disc,
  terms: number,
): Bounds {
  let made: Disc | null = null;
  const disc = (multiplier: number, slack = 0): Disc => (made ??= make(multiplier, slack));
  const ends = once((): Ends => endsOf(emit, disc(1)));
  const spread = oncePer((slack: number) => {
    const { centre, radius, slack: there } = disc(1);
    if (slack <= there) return radius;
    const share = floatUp((slack + 4 * UNIT) * (1 + 8 * UNIT));
    return emit.node('Add', [radius, emit.node('Mul', [emit.node('Abs', [centre]), emit.scalar(share)])]);
  });
  return {
    dims,
    terms,
    disc: (multiplier) => disc(multiplier),
    ends,
    ball({ slack, multiplier }: Need): Ball {
      const { centre, multiplier: own, factor } = disc(multiplier ?? 1, slack);
      return { centre, spread: spread(slack), multiplier: own, factor: factor * (1 + 8 * UNIT) };
    },
  };
}

function endsOf(emit: Emit, { centre, radius, multiplier, factor }: Disc): Ends {
  const reach = factor === 1 ? radius : emit.node('Mul', [radius, emit.scalar(floatUp(factor))]);
  const lower = emit.node('Sub', [centre, reach]);
  const upper = emit.node('Add', [centre, reach]);
  if (multiplier === 1) return { lower, upper };
  // a power of two: exact, but where it underflows
  const back = emit.scalar(1 / multiplier);
  return {
    lower: emit.down(emit.node('Mul', [lower, back])),
    upper: emit.up(emit.node('Mul', [upper, back])),
  };
}
