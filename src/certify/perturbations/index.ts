import type { Norm } from '../outcome.ts';
import { l2 } from './l2.ts';
import type { Perturbation } from './perturbation.ts';

/** One norm, one file, one line. */
export const PERTURBATIONS = { l2 } as const satisfies Partial<Record<Norm, Perturbation>>;
