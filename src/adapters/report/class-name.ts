import type { ReportFacts } from '../../service/report/facts.ts';
import { markup, quoted } from './markup.ts';
import type { Html } from './markup.ts';

type Named = Pick<ReportFacts, 'classes'>;

/** A class by the name that the model gives it, with its number; the number alone where it has none. */
export function className({ classes }: Named, number: number | null): Html {
  if (number === null) return markup`<span class="none">–</span>`;
  const name = classes?.[number];
  return name === undefined || name === String(number)
    ? markup`${number}`
    : markup`${quoted(name)} <small>${number}</small>`;
}

/** The same where there can be text alone. */
export function plainClass({ classes }: Named, number: number | null): string {
  return number === null ? 'none' : (classes?.[number] ?? String(number));
}
