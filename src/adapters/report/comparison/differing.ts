import type { Comparison, Side } from '../../../service/comparison/facts.ts';
import { markup, quoted } from '../markup.ts';
import type { Html } from '../markup.ts';
import { badge } from './letter.ts';

/** Characters of a value that are shown. */
const MOST = 80;

/** Everything in which the jobs are not the same: what a difference can come from. */
export function differing({ sides }: Comparison): Html | null {
  const fields = sides.map((side) => new Map(fieldsOf(side)));
  const names = [...new Set(fields.flatMap((one) => [...one.keys()]))];
  const apart = names.filter((name) => new Set(fields.map((one) => one.get(name))).size > 1);
  if (apart.length === 0) return null;
  return markup`<section>
    <h2>In what the jobs differ</h2>
    <div class="scroll">
      <table id="differing">
        <caption>
          Everything else is the same
        </caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            ${sides.map((_, place) => markup`<th scope="col" class="text">${badge(place)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${apart.map(
            (name) =>
              markup`<tr>
                <th scope="row">${name}</th>
                ${fields.map((one) => markup`<td class="text">${cell(one.get(name))}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const cell = (value: string | undefined): Html => {
  if (value === undefined) return markup`<span class="none">–</span>`;
  return quoted(value.length > MOST ? `${value.slice(0, MOST)}…` : value);
};

function fieldsOf({ job, name }: Side): (readonly [string, string])[] {
  const { batch: _, pair: __, ...provenance } = job.provenance ?? { batch: 0 };
  return [
    ['model', name ?? job.model_id],
    ['model digest', shortened(job.model_digest)],
    ['denoiser digest', job.denoiser_digest === null ? 'none' : shortened(job.denoiser_digest)],
    ...flattened(job.method, 'method'),
    ['seed', job.seed.slice(0, 16)],
    ...flattened(provenance, 'provenance'),
    ['finished', job.finished_at ?? ''],
  ];
}

/** Enough of a digest to tell it apart. */
const shortened = (digest: string): string => digest.slice(0, 'sha256:'.length + 16);

function flattened(value: object, path: string): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (inner === undefined) return [];
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      return flattened(inner, `${path}.${key}`);
    return [[`${path}.${key}`, typeof inner === 'string' ? inner : JSON.stringify(inner)] as const];
  });
}
