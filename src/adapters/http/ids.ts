import { z } from 'zod';
import { Refusal } from '../../service/errors.ts';
import type { RefusalCode } from '../../service/errors.ts';
import { DATASET, MODEL } from './schemas/example.ts';

const KINDS = {
  model: ['mdl', 'model_unknown'],
  dataset: ['dst', 'dataset_unknown'],
  job: ['job', 'job_unknown'],
} as const satisfies Record<string, readonly [string, RefusalCode]>;
export type Kind = keyof typeof KINDS;

const patternOf = (kind: Kind) => new RegExp(`^${KINDS[kind][0]}_[a-z0-9]{1,64}$`);

/** The id in a path. What cannot be an id names nothing, and never reaches a store. */
export function idOf(kind: Kind, params: { id: string }): string {
  if (patternOf(kind).test(params.id)) return params.id;
  throw new Refusal(KINDS[kind][1], `There is no ${kind} with this id`);
}

/** The path parameter as documented; a wrong one is answered 404 by `idOf`. */
export const idParams = (kind: Kind) => {
  const id = z.string().describe(`Id of the ${kind}`);
  return z.object({ id: kind === 'job' ? id : id.meta({ examples: [EXAMPLES[kind].id] }) });
};

/** Jobs have none: their ids do not follow from content. */
const EXAMPLES = { model: MODEL, dataset: DATASET };

/** The id of a job in a query. */
export const idOfJob = z.string().regex(patternOf('job'), 'not the id of a job');

/** A filter by id in a query. */
export const idFilter = (kind: Kind) =>
  z.string().regex(patternOf(kind), `not the id of a ${kind}`).optional().describe(`Only with this ${kind}`);
