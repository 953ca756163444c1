import { Refusal } from '../../service/errors.ts';
import type { Fault } from '../../service/errors.ts';
import { MOST_FAULTS, shortened } from './bounds.ts';

const DEEPEST = 64;

/**
 * JSON as clients may send it: UTF-8 without a byte order mark, no key twice in one object, no `__proto__`, no
 * string with U+0000 or half a surrogate pair (no store keeps them), at most 64 levels.
 * @throws Refusal('body_malformed') that lists everything wrong; `name` says which text it is.
 */
export function parseJson(bytes: Uint8Array, name = 'The body'): unknown {
  const text = decode(bytes, name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(`${name} is not JSON`, [{ code: 'json_malformed', message: (error as Error).message }]);
  }
  const faults = inspect(text);
  if (faults.length > 0)
    throw malformed(`${name} is JSON that two readers could understand differently`, faults);
  return value;
}

const malformed = (detail: string, faults: readonly Fault[]) => new Refusal('body_malformed', detail, faults);

function decode(bytes: Uint8Array, name: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const message = 'JSON does not begin with a byte order mark (RFC 8259, section 8.1)';
    throw malformed(`${name} begins with a byte order mark`, [{ code: 'byte_order_mark', message }]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = 'some bytes are not UTF-8';
    throw malformed(`${name} is not UTF-8`, [{ code: 'encoding_wrong', message }]);
  }
}

interface Level {
  /** Keys seen so far, or null in an array. */
  readonly keys: Set<string> | null;
  /** Step of the pointer that leads to the value being read. */
  step: string | number;
}

/** Walks over text that is known to be JSON, and looks only at what `JSON.parse` lets pass. */
function inspect(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  const levels: Level[] = [];
  let keyNext = false;
  const report = (code: string, message: string) => {
    // Past what is shown only the number counts: millions of pointers, or of megabytes, would hold up everybody else.
    faults.push(faults[MOST_FAULTS] ?? { code, message, ...pointerTo(levels) });
  };
  for (let at = 0; at < text.length; at++) {
    const level = levels.at(-1);
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        keyNext = text[at] === '{';
        levels.push({ keys: keyNext ? new Set() : null, step: keyNext ? '' : 0 });
        if (levels.length > DEEPEST) {
          report('too_deep', `nested deeper than ${DEEPEST} levels`);
          return faults;
        }
        break;
      case 0x7d: // }
      case 0x5d: // ]
        levels.pop();
        keyNext = false;
        break;
      case 0x2c: // ,
        if (level && typeof level.step === 'number') level.step++;
        else keyNext = true;
        break;
      case 0x22: {
        const end = closingQuote(text, at);
        const value = unescaped(text.slice(at, end + 1));
        if (keyNext && level?.keys) {
          level.step = value;
          if (level.keys.has(value)) report('key_repeated', `the key "${shortened(value)}" appears twice`);
          if (value === '__proto__') report('key_forbidden', 'the key "__proto__" is not allowed');
          level.keys.add(value);
          keyNext = false;
        }
        if (UNSTORABLE.test(value)) report('text_invalid', 'text with U+0000 or half a surrogate pair');
        at = end;
      }
    }
  }
  return faults;
}

/** RFC 6901; nothing where it would be too long to be shown. */
function pointerTo(levels: readonly Level[]): Pick<Fault, 'pointer'> {
  const steps = levels.map(({ step }) => String(step));
  if (steps.some((step) => step.length > 1000)) return {};
  return { pointer: steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') };
}

const UNSTORABLE = /\0|\p{Surrogate}/u;

function closingQuote(text: string, opening: number): number {
  for (let at = opening + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
  }
}

const unescaped = (literal: string): string =>
  literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
