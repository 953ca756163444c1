/** Markup that is safe to put into a page: made by `markup` alone. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Html | null | readonly Part[];

/** A template whose values are text, whatever is in them, but for `Html`. Null is nothing. */
export function markup(pieces: TemplateStringsArray, ...values: readonly Part[]): Html {
  const text = pieces.map((piece, i) => piece + (i < values.length ? textOf(values[i]!) : ''));
  return new Html(text.join(''));
}

function textOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(textOf).join('') : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What no document may hold (control characters, halves of surrogate pairs) is replaced too. */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (one) => ENTITIES[one]!)
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd');

/** Text that somebody else wrote: its direction of writing stays its own. */
export const quoted = (text: string): Html => markup`<bdi>${text}</bdi>`;
