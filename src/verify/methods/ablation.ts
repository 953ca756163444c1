import type { Chance } from '../numbers/beta.ts';
import { either, fields, oneOf, real, whole } from '../shape.ts';
import type { Law } from './law.ts';
import type { Rules } from './rules.ts';
import { readVoting, VOTING_NEEDED, VOTING_OPTIONAL } from './voting.ts';

/** What stands for pixels that are not shown. */
export const ABSENT = either(oneOf('channels'), fields({ value: real() }));

/** Randomized ablation: k of d pixels are shown. */
export const ablation: Rules = {
  method: fields(
    {
      name: oneOf('ablation'),
      kept: whole(1),
      absent: ABSENT,
      pixels: whole(1),
      layout: oneOf('NCHW', 'NHWC'),
      ...VOTING_NEEDED,
    },
    VOTING_OPTIONAL,
  ),
  read: (method, { classes }) => {
    const law = lawOf(method['pixels'] as number, method['kept'] as number);
    return readVoting(method, law, classes, { norm: 'l0', domain: null, grid: null });
  },
};

function lawOf(pixels: number, kept: number): Law {
  const known = new Map<string, number>();
  return {
    norm: 'l0',
    scale: 1,
    whole: true,
    factor: 1,
    allowance: 0,
    radius(lower, rival) {
      const key = `${lower.p} ${rival.p}`;
      const radius = known.get(key) ?? changeable(lower, rival, pixels, kept);
      known.set(key, radius);
      return radius;
    },
    threshold(radius) {
      const { missed, all } = untouched(pixels, kept, radius);
      return 1.5 - Number((missed * 2n ** 80n) / all) / 2 ** 80;
    },
  };
}

/** The largest ρ with lower − rival > 2 − 2·C(d−ρ,k)/C(d,k), in whole numbers; −1 where the class does not lead. */
function changeable(lower: Chance, rival: Chance, pixels: number, kept: number): number {
  const lead = units(lower.p) - units(rival.p);
  if (lead <= 0n) return -1;
  const holds = (changed: number): boolean => {
    const { missed, all } = untouched(pixels, kept, changed);
    return lead * all > 2n * ONE * (all - missed);
  };
  let [good, bad] = [0, pixels + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** C(d−ρ,k) and C(d,k), both over what they share. */
function untouched(pixels: number, kept: number, changed: number): { missed: bigint; all: bigint } {
  const [few, many] = [Math.min(kept, changed), Math.max(kept, changed)];
  let [missed, all] = [1n, 1n];
  for (let i = 0; i < few; i++) {
    missed *= BigInt(Math.max(0, pixels - many - i));
    all *= BigInt(pixels - i);
  }
  return { missed, all };
}

const ONE = 1n << 1074n;

/** A probability in units of 2^−1074, exactly. */
function units(p: number): bigint {
  let exponent = 0;
  let mantissa = p;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return BigInt(mantissa) << BigInt(1074 - exponent);
}
