import type { MethodName, MethodSettled } from '../../certifiers/index.ts';
import type { Facts, SettledOf, Wording } from '../facts.ts';
import { ablationWording } from './ablation.ts';
import { intervalWording } from './interval.ts';
import { smoothingWording } from './smoothing.ts';
import { splittingWording } from './splitting.ts';
import { structuredAblationWording } from './structured-ablation.ts';

/** Every method in words: one file, one line. */
export const WORDINGS = {
  smoothing: smoothingWording,
  ablation: ablationWording,
  splitting: splittingWording,
  structured_ablation: structuredAblationWording,
  interval: intervalWording,
} as const satisfies { readonly [Name in MethodName]: Wording<SettledOf<Name>> };

/** The wording of the method that the facts are of. */
export const wordingOf = ({ method }: Facts): Wording<MethodSettled> => WORDINGS[method.name];
