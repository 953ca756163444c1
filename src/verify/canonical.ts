import type { Json } from './json.ts';

/**
 * The canonical form of RFC 8785: keys by their UTF-16 code units, no white space, numbers as ECMAScript writes them. Written
 * anew here, so that what is signed and what is checked do not share a mistake.
 */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`).join(',')}}`;
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Where two texts part, for a reader: a few characters on either side. */
export function parting(given: string, expected: string): string {
  let at = 0;
  while (at < given.length && given[at] === expected[at]) at++;
  const near = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 12), at + 12));
  return `at character ${at}: ${near(given)} where ${near(expected)} is expected`;
}
