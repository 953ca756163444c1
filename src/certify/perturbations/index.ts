import type { Norm } from '../outcome.ts';
import { l1 } from './l1.ts';
import { l2 } from './l2.ts';
import { linf } from './linf.ts';
import type { Perturbation } from './perturbation.ts';

/** One norm, one file, one line. */
export const PERTURBATIONS = { linf, l2, l1 } as const satisfies Partial<Record<Norm, Perturbation>>;
