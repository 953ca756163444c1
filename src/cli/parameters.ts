import { readFile } from 'node:fs/promises';
import { numberIn } from './arguments.ts';
import { misuse } from './failure.ts';

/** What a value on the command line stands for: JSON, a number, a list of numbers, true or false, or just text. */
export function valueIn(text: string, name: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = numberIn(text);
  if (number !== null) return number;
  const numbers = text.split(',').map(numberIn);
  if (numbers.length > 1 && !numbers.includes(null)) return numbers;
  return /^\s*[[{"]/.test(text) ? jsonIn(text, name) : text;
}

/** @throws Failure that says where it is no JSON. */
export function jsonIn(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw misuse(`--${name} is no JSON: ${(error as Error).message}`);
  }
}

/** An object given as JSON, or in the file behind an `@`. */
export async function objectIn(text: string, name: string): Promise<Record<string, unknown>> {
  const value = jsonIn(await textOrFile(text), name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw misuse(`--${name} must be a JSON object`);
}

/** The text, or what the file behind an `@` holds. */
export async function textOrFile(text: string): Promise<string> {
  if (!text.startsWith('@')) return text;
  return readFile(text.slice(1), 'utf8').catch((error: Error) => {
    throw misuse(`${text.slice(1)} cannot be read: ${error.message}`);
  });
}

type Nested = { [name: string]: unknown };

/** Parameters by their names on the command line: `max-n` is max_n, `target.radius` is radius within target. */
export function parametersOf(given: readonly (readonly [name: string, values: readonly string[]])[]): Nested {
  const out = empty();
  for (const [name, values] of given) {
    const path = name.replaceAll('-', '_').split('.');
    const read = values.map((value) => valueIn(value, name));
    place(out, path, read.length === 1 ? read[0] : read.flat(), name);
  }
  return out;
}

/** Without a prototype: a name such as `__proto__` is a name like others. */
const empty = (): Nested => Object.create(null) as Nested;

function place(into: Nested, path: readonly string[], value: unknown, name: string): void {
  const [first, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    if (first in into) throw misuse(`--${name} is given twice, in different ways`);
    into[first] = value;
    return;
  }
  const inner = (into[first] ??= empty());
  if (typeof inner !== 'object' || inner === null)
    throw misuse(`--${name} is given twice, in different ways`);
  place(inner as Nested, rest, value, name);
}
