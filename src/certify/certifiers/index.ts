import { z } from 'zod';
import type { Certifier } from '../certifier.ts';
import { ablation } from './ablation/ablation.ts';
import { interval } from './interval/interval.ts';
import { smoothing } from './smoothing/smoothing.ts';
import { splitting } from './splitting/splitting.ts';
import { structuredAblation } from './structured_ablation/structured-ablation.ts';

/** Every method of the service: one file or folder, one line. */
export const CERTIFIERS = {
  smoothing,
  ablation,
  splitting,
  structured_ablation: structuredAblation,
  interval,
} as const;

export type MethodName = keyof typeof CERTIFIERS;
export const METHOD_NAMES = Object.keys(CERTIFIERS) as readonly MethodName[];

/** The contract of `method` in a job, and the same settled: told apart by `name`. */
export const METHOD_REQUEST = z.discriminatedUnion(
  'name',
  [smoothing.request, ablation.request, splitting.request, structuredAblation.request, interval.request],
  {
    error: `name one of the methods: ${METHOD_NAMES.join(', ')}`,
  },
);
export const METHOD_SETTLED = z.discriminatedUnion('name', [
  smoothing.settled,
  ablation.settled,
  splitting.settled,
  structuredAblation.settled,
  interval.settled,
]);

export type MethodRequest = z.output<typeof METHOD_REQUEST>;
export type MethodSettled = z.output<typeof METHOD_SETTLED>;

/** The certifier that a request or a settled method names. */
export const certifierOf = (method: { readonly name: MethodName }): Certifier<MethodRequest, MethodSettled> =>
  CERTIFIERS[method.name];
