import { ablation } from './ablation.ts';
import { interval } from './interval.ts';
import type { Rules } from './rules.ts';
import { smoothing } from './smoothing.ts';
import { splitting } from './splitting.ts';
import { structuredAblation } from './structured-ablation.ts';

/** Every method whose certificates can be checked: one file, one line. */
export const METHODS: Readonly<Record<string, Rules>> = {
  smoothing,
  ablation,
  splitting,
  structured_ablation: structuredAblation,
  interval,
};
