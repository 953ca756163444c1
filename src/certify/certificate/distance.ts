import type { Norm } from '../outcome.ts';

/** How a perturbation x′ − xᵢ is measured. */
export interface Measured {
  readonly norm: Norm;
  readonly p?: number | undefined;
}

/** In words that go on after "at a distance, ". */
export function distanceWords({ norm, p }: Measured): string {
  switch (norm) {
    case 'l2':
      return 'in L2 (the root of the sum of squared changes)';
    case 'linf':
      return 'in L∞ (the largest change of any value)';
    case 'l1':
      return 'in L1 (the sum of the sizes of all changes)';
    case 'lp':
      return `in Lp with p = ${p} (the p-th root of the sum of the p-th powers of the sizes of all changes)`;
    case 'l0':
      return 'in whole pixels (how many are changed, each in any way)';
    case 'patch':
      return 'by the side, in pixels, of a square outside which nothing is changed, wherever it lies';
  }
}

const SIGNS = { l2: '₂', linf: '∞', l1: '₁', l0: '₀', patch: '□' } as const;

export const distanceSymbol = ({ norm, p }: Measured): string =>
  `‖x′ − xᵢ‖${norm === 'lp' ? `_${p}` : SIGNS[norm]}`;
