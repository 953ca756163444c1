import { floatDown, floatUp, gamma, TINY } from '../../float32.ts';
import type { Ends } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Special } from '../operator.ts';
import type { Site } from '../site.ts';
import { keepsBatch } from './gaps.ts';
import { floatGap } from './operands.ts';
import { intOf } from './places.ts';
import { reducedAxes, reducedTerms } from './reduction.ts';
import { sizeOf } from './size.ts';

interface Parts {
  /** From the ends of |x| to the ends of the terms, which are rounded once at most. */
  readonly term?: (emit: Emit, size: Ends) => Ends;
  /** From the ends of the sum to the ends of the result. */
  readonly result?: (emit: Emit, sum: Ends) => Ends;
}

/**
 * h(Σ g(|x|)) over axes, g and h rising, g ≥ 0. All terms are of one sign, so that a sum of n of them errs by γ_{n+16} of itself,
 * in any order: once for the deployed program and once for our own.
 */
export const sumOfSizes = (name: string, { term, result }: Parts = {}): Special => ({
  name,
  kind: 'special',
  gap: (site) => floatGap(site) ?? gapOfAxes(site),
  bounds(emit, site, [x]) {
    const size = sizeOf(emit, x!.ends());
    const sum = summed(emit, site, term?.(emit, size) ?? size);
    const { lower, upper } = result?.(emit, sum) ?? sum;
    const ends = { lower: emit.node('Max', [lower, emit.scalar(0)]), upper };
    return [emit.between(site.outputs[0]!.dims, ends, { nonNegative: true })];
  },
});

function gapOfAxes(site: Site): string | null {
  const axes = reducedAxes(site);
  return axes.length === 0 ? 'it sums over no axis' : keepsBatch(axes, 'sums');
}

function summed(emit: Emit, site: Site, { lower, upper }: Ends): Ends {
  const axes = reducedAxes(site);
  const terms = reducedTerms(site);
  const share = 4 * gamma(terms);
  const lost = emit.scalar((terms + 4) * TINY);
  const sum = (end: string, factor: number): string => {
    const total = emit.node('ReduceSum', [end, emit.ints(axes)], { keepdims: intOf(site, 'keepdims', 1) });
    return emit.node('Mul', [total, emit.scalar(factor)]);
  };
  return {
    lower: emit.node('Sub', [sum(lower, floatDown(1 - share)), lost]),
    upper: emit.node('Add', [sum(upper, floatUp(1 + share)), lost]),
  };
}

/** Ends that are squared each; they are not negative. */
export const squared = (emit: Emit, { lower, upper }: Ends): Ends => ({
  lower: emit.node('Mul', [lower, lower]),
  upper: emit.node('Mul', [upper, upper]),
});
