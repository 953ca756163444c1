/**
 * A JSON value in the one form that RFC 8785 gives it: keys in the order of their UTF-16 code units, no white space, numbers
 * as ECMAScript writes them. Equal values give equal text, in every language that follows the RFC. Members that are undefined
 * are left out.
 *
 * Throws TypeError for what has no such form: a number that is not finite, half a surrogate pair, anything that is not JSON.
 */
export function canonicalText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalText).join(',')}]` : objectText(value);
  }
  throw new TypeError(`a ${typeof value} that is no JSON value has no canonical form`);
}

/** Not by way of an object with sorted keys: those that look like whole numbers would come first, whatever their order. */
function objectText(value: object): string {
  const members = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members).sort(); // without a comparison it sorts by code units
  const written = keys.filter((key) => members[key] !== undefined);
  return `{${written.map((key) => `${textOf(key)}:${canonicalText(members[key])}`).join(',')}}`;
}

const HALF = /\p{Surrogate}/u;
const EITHER_HALF = /[\ud800-\udfff]/;

/** Whole pairs are looked for only where there is any half. */
function textOf(text: string): string {
  if (EITHER_HALF.test(text) && HALF.test(text))
    throw new TypeError('half a surrogate pair has no canonical form');
  return JSON.stringify(text);
}
