import { step } from './finding.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Why a text is not JSON of one meaning, and how far it was read. */
export class JsonError extends Error {
  readonly code: string;
  readonly path: string;
  constructor(code: string, message: string, path: string) {
    super(message);
    this.name = 'JsonError';
    this.code = code;
    this.path = path;
  }
}

const DEEPEST = 32;

/**
 * JSON that all readers understand alike: UTF-8 without a byte order mark, no key twice, none that is `__proto__`, no half
 * of a surrogate pair, no number beyond a double, at most 32 levels.
 * @throws JsonError with the place that was reached
 */
export function readJson(bytes: Uint8Array): Json {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonError('encoding_wrong', 'some bytes are not UTF-8', '');
  }
  if (text.startsWith('\uFEFF'))
    throw new JsonError('byte_order_mark', 'it begins with a byte order mark', '');
  return new Reader(text).document();
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = /[^"\\\p{Cc}]*/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORDS = { true: true, false: false, null: null } as const;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Json {
    const value = this.#value('', 0);
    this.#match(SPACE);
    if (this.#at < this.#text.length) throw this.#wrong('', 'something follows after the end');
    return value;
  }

  #value(path: string, depth: number): Json {
    if (depth > DEEPEST) throw new JsonError('too_deep', `nested deeper than ${DEEPEST} levels`, path);
    this.#match(SPACE);
    const next = this.#text[this.#at];
    if (next === '{') return this.#object(path, depth);
    if (next === '[') return this.#list(path, depth);
    if (next === '"') return this.#string(path);
    for (const [word, value] of Object.entries(WORDS)) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#number(path);
  }

  #object(path: string, depth: number): JsonObject {
    const entries = new Map<string, Json>();
    this.#at++;
    if (this.#takes('}')) return {};
    do {
      this.#match(SPACE);
      const key = this.#string(path);
      const place = step(path, key);
      if (entries.has(key))
        throw new JsonError('key_repeated', `the key ${shownKey(key)} appears twice`, place);
      if (key === '__proto__')
        throw new JsonError('key_forbidden', 'the key __proto__ is not allowed', place);
      if (!this.#takes(':')) throw this.#wrong(place, 'a colon is missing');
      entries.set(key, this.#value(place, depth + 1));
    } while (this.#takes(','));
    if (!this.#takes('}')) throw this.#wrong(path, 'a comma or the end of the object is missing');
    return Object.fromEntries(entries);
  }

  #list(path: string, depth: number): readonly Json[] {
    const values: Json[] = [];
    this.#at++;
    if (this.#takes(']')) return values;
    do values.push(this.#value(step(path, values.length), depth + 1));
    while (this.#takes(','));
    if (!this.#takes(']')) throw this.#wrong(path, 'a comma or the end of the list is missing');
    return values;
  }

  #string(path: string): string {
    const from = this.#at;
    if (this.#text[this.#at] !== '"') throw this.#wrong(path, 'a string is missing');
    this.#at++;
    do this.#match(PLAIN);
    while (this.#match(ESCAPE) !== '');
    if (this.#text[this.#at] !== '"')
      throw this.#wrong(path, 'a string is not closed, or holds a control character');
    this.#at++;
    const value = JSON.parse(this.#text.slice(from, this.#at)) as string;
    if (/\p{Surrogate}/u.test(value))
      throw new JsonError('text_invalid', 'a text holds half a surrogate pair', path);
    return value;
  }

  #number(path: string): number {
    const literal = this.#match(NUMBER);
    if (literal === '') throw this.#wrong(path, 'a value is missing');
    const value = Number(literal);
    if (!Number.isFinite(value))
      throw new JsonError('number_too_large', 'a number is beyond all doubles', path);
    return value;
  }

  #takes(sign: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #wrong(path: string, message: string): JsonError {
    return this.#at >= this.#text.length
      ? new JsonError('truncated', `the text ends before its end (at character ${this.#at})`, path)
      : new JsonError('json_malformed', `${message} (at character ${this.#at})`, path);
  }
}

const shownKey = (key: string): string => JSON.stringify(key.slice(0, 40));
