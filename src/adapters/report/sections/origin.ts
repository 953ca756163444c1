import type { ReportFacts } from '../../../service/report/facts.ts';
import { markup, quoted } from '../markup.ts';
import type { Html } from '../markup.ts';

/** Entries of a list that are shown. */
const MOST_ENTRIES = 16;

/** Every parameter, and what made the numbers. */
export function origin(facts: ReportFacts): Html {
  const { job, model, dataset, denoiser, method, outcomes } = facts;
  const { name: _, ...parameters } = job.method;
  const { offset, limit, stride } = job.samples;
  const asked = [
    ['method', markup`${method.title} <small>${method.reference}</small>`],
    ...flattened(parameters),
    [
      'samples',
      `${job.total}: from ${offset} on, ${limit} at most, every ${stride === 1 ? 'one' : `${stride}th`}`,
    ],
    ...(job.extends === null ? [] : [['goes on from', job.extends] as const]),
    ...Object.entries(job.metadata).map(
      ([key, value]) => [markup`your ${quoted(key)}`, quoted(value)] as const,
    ),
  ] as const;
  const made = [
    ['model', named(model, job.model_id)],
    ['model digest', job.model_digest],
    ...(job.denoiser_id === null
      ? []
      : ([
          ['denoiser', named(denoiser, job.denoiser_id)],
          ['denoiser digest', job.denoiser_digest ?? ''],
        ] as const)),
    ['dataset', named(dataset, job.dataset_id)],
    ['dataset digest', job.dataset_digest],
    ...(dataset ? [['data', `${dataset.count} samples of shape ${dataset.shape.join(' × ')}`] as const] : []),
    [
      'seed',
      markup`${job.seed} <small>${job.seed_source === 'client' ? 'chosen by the client' : 'derived'}</small>`,
    ],
    ...(outcomes === null ? [] : [['outcomes digest', outcomes] as const]),
    ...flattened(job.provenance ?? {}),
    ['submitted', job.created_at],
    ['finished', job.finished_at ?? 'not yet'],
  ] as const;
  return markup`<section class="pair">
    <div>
      <h2>Parameters</h2>
      ${list(asked)}
    </div>
    <div>
      <h2>Provenance</h2>
      ${list(made)}
    </div>
  </section>`;
}

const named = (one: { readonly name: string } | null, id: string): Html =>
  one ? markup`${quoted(one.name)} <small>${id}</small>` : markup`${id} <small>removed since</small>`;

type Entry = readonly [string | Html, string | Html];

const list = (entries: readonly Entry[]): Html =>
  markup`<dl class="facts">
    ${entries.map(
      ([name, value]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

/** Fields of fields by their path: `grid.step`. */
function flattened(value: object, path = ''): readonly Entry[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return flattened(inner, name);
    return inner === undefined ? [] : [[name, shown(inner)] as const];
  });
}

function shown(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const more = value.length > MOST_ENTRIES ? ` and ${value.length - MOST_ENTRIES} more` : '';
  return `${value.slice(0, MOST_ENTRIES).map(shown).join(', ')}${more}`;
}
