import { wellFormed } from './labels.ts';

export type Yaml = string | number | readonly Yaml[] | { readonly [key: string]: Yaml };

/**
 * A value as a YAML document in block style. Every string is in double quotes, with what is not printable escaped: no text that
 * somebody else wrote can be read as anything but text, by YAML 1.1 or 1.2. Keys are ours: plain words.
 */
export function yaml(value: { readonly [key: string]: Yaml }): string {
  return block(value, '').replace(/^\n/, '');
}

/** What follows a key or a dash: on the same line, or as lines that are further in. */
function block(value: Yaml, indent: string): string {
  if (typeof value === 'string') return ` ${quoted(value)}\n`;
  if (typeof value === 'number') return ` ${decimal(value)}\n`;
  if (isList(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((one) => `${indent}-${item(one, indent)}`).join('')}`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return ' {}\n';
  return `\n${entries.map(([key, inner]) => `${indent}${key}:${block(inner, `${indent}  `)}`).join('')}`;
}

/** The first line of a mapping stands behind its dash. */
const item = (value: Yaml, indent: string): string => block(value, `${indent}  `).replace(/^\n\s*/, ' ');

const isList = (value: Yaml): value is readonly Yaml[] => Array.isArray(value);

/** With a point in the mantissa where there is an exponent: YAML 1.1 takes `1e-7` for text. */
function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of a document`);
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${exponent}`;
}

const quoted = (text: string): string =>
  `"${wellFormed(text)
    .replace(/["\\]/g, '\\$&')
    .replace(
      /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu,
      escape,
    )}"`;

const escape = (character: string): string => {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
};
