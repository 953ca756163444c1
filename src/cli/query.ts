import { numberIn } from './arguments.ts';
import type { Arguments } from './arguments.ts';

/** The query that options of the same names make: numbers, and lists of them, as the service reads them; the rest as it is. */
export function queryOf(args: Arguments, names: readonly string[]): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of names) {
    const text = args.text(name);
    if (text === undefined) continue;
    query.set(
      name,
      text
        .split(',')
        .map((part) => String(numberIn(part) ?? part))
        .join(','),
    );
  }
  return query;
}
