import { increasing } from './kinds/elementwise.ts';
import { numbersAt } from './kinds/places.ts';
import type { Site } from './site.ts';

/**
 * min(max(x, low), high), either limit may be left out. Where low is above high the answer is high, as ONNX has it and the
 * engine does it: still a function that rises.
 */
export const clip = increasing('Clip', 'exact', {
  gap: (site) => (limits(site).some(Number.isNaN) ? 'a limit is not a number' : null),
  nonNegative: (site) => {
    const [low, high] = limits(site);
    return low! >= 0 && high! >= 0;
  },
});

const limits = (site: Site): readonly number[] => [
  numbersAt(site, 1)?.[0] ?? -Infinity,
  numbersAt(site, 2)?.[0] ?? Infinity,
];
