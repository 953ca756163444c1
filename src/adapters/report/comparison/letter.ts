import type { Comparison } from '../../../service/comparison/facts.ts';
import { markup, quoted } from '../markup.ts';
import type { Html } from '../markup.ts';

/** By which a job goes on the page: A, B, … in the order in which they were asked for. */
export const letterOf = (place: number): string => String.fromCharCode('A'.charCodeAt(0) + place);

/** The letter in the colour of the job's curve. */
export const badge = (place: number): Html => markup`<b class="badge c${place + 1}">${letterOf(place)}</b>`;

export const nameOf = ({ sides }: Pick<Comparison, 'sides'>, place: number): Html => {
  const { name, job } = sides[place]!;
  return name === null ? markup`<code>${job.model_id}</code>` : quoted(name);
};
