const SHOWN = 60;

/** Control, format (also those that turn text around), private and separator characters: they can lie about a text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}"\\]/gu;

const escape = (character: string): string =>
  character === '"' || character === '\\'
    ? `\\${character}`
    : `\\u{${character.codePointAt(0)!.toString(16)}}`;

/** The whole name on one line, without unseen characters. */
export const escaped = (name: string): string => name.replace(UNSEEN, escape);

/** A name from a file, fit for a message: escaped, and of bounded length. */
export function shown(name: string): string {
  const head = [...name.slice(0, 2 * SHOWN)].slice(0, SHOWN).join('');
  const rest = name.length - head.length;
  return escaped(head) + (rest > 0 ? `…(${rest} more characters)` : '');
}

/** The same between quotation marks. */
export const quote = (name: string): string => `"${shown(name)}"`;

/** Some of many, in words: "a", "b" and 7 more. */
export function some(names: readonly string[], limit = 5): string {
  const listed = names.slice(0, limit).map(quote).join(', ');
  return names.length > limit ? `${listed} and ${names.length - limit} more` : listed;
}
