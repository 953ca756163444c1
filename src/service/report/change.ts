import type { Guarantee } from '../../certify/certifier.ts';
import type { Norm } from '../../certify/outcome.ts';

/** What a norm is called where there is room for a symbol only. */
export const SYMBOLS: Readonly<Record<Norm, string>> = {
  l2: 'L2',
  linf: 'L∞',
  l1: 'L1',
  l0: 'L0',
  lp: 'Lp',
  patch: 'patch',
};

export const symbolOf = (norm: Norm, p?: number): string =>
  norm === 'lp' && p !== undefined ? `L${p}` : SYMBOLS[norm];

/** The unit of a radius. */
export function unitOf(norm: Norm): string {
  if (norm === 'l0') return 'pixels';
  return norm === 'patch' ? 'pixels on a side' : "the model's input units";
}

/**
 * Every change up to a radius, in words that end a sentence: "…under every change…". `radius`: as it is printed. What is proved by
 * probabilities holds short of the radius: at it, two classes may be equally likely.
 */
export function changeUpTo(
  radius: string,
  norm: Norm,
  { kind, channels, p }: Pick<Guarantee, 'kind' | 'channels' | 'p'>,
): string {
  const upTo = kind === 'probabilistic' ? `less than ${radius}` : `up to ${radius}`;
  switch (norm) {
    case 'l2':
      return `every change of length ${upTo} (L2)`;
    case 'linf':
      return `every change of each value by ${upTo}${channels ? " times its channel's factor" : ''} (L∞)`;
    case 'l1':
      return `all changes whose sizes, value by value, sum to ${upTo} (L1)`;
    case 'lp':
      return `every change of size ${upTo} (${symbolOf('lp', p)})`;
    case 'l0':
      return radius === '1' ? 'any change of any one pixel' : `any change of any ${radius} pixels`;
    case 'patch':
      return `anything put over any square of ${radius} × ${radius} pixels`;
  }
}
