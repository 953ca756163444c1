/**
 * A JSON value in the one form that RFC 8785 gives it: keys in the order of their UTF-16 code units, no white space, numbers
 * as ECMAScript writes them. Equal values give equal text, in every language that follows the RFC. Members that are undefined
 * are left out.
 *
 * Throws TypeError for what has no such form: a number that is not finite, half a surrogate pair, anything that is not JSON.
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value === 'object') return objectText(value);
  throw new TypeError(`a ${typeof value} that is no JSON value has no canonical form`);
}

/** Not by way of an object with sorted keys: those that look like whole numbers would come first, whatever their order. */
function objectText(value: object): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${textOf(key)}:${canonicalText(member)}`).join(',')}}`;
}

const HALF = /\p{Surrogate}/u;

function textOf(text: string): string {
  if (HALF.test(text)) throw new TypeError('half a surrogate pair has no canonical form');
  return JSON.stringify(text);
}
