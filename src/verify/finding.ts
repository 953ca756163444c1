/**
 * error: the certificate cannot be what it says it is. difference: another machine or engine computes something else, which
 * proves nothing against it. note: what a reader should know.
 */
export const SEVERITIES = ['error', 'difference', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  /** RFC 6901, inside the certificate; a row is always spoken of as `/outcomes/rows/n`, wherever it came from. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly severity: Severity;
}

/** What was looked into. unchecked: it could not be, for want of something. */
export interface Check {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'unchecked';
  readonly detail: string;
}

/** Says what is wrong, and where. */
export type Report = (path: string, code: string, message: string, severity?: Severity) => void;

/** Findings that are shown; what else there is, is counted. */
const MOST = 200;

/** Findings as they come: the first so many, and how many there were. */
export class Findings {
  readonly #kept: Finding[] = [];
  readonly #counts = { error: 0, difference: 0, note: 0 };

  readonly report: Report = (path, code, message, severity = 'error') => {
    this.#counts[severity]++;
    if (this.#kept.length < MOST) this.#kept.push({ path, code, message, severity });
  };

  count(severity: Severity): number {
    return this.#counts[severity];
  }

  all(): readonly Finding[] {
    const total = this.#counts.error + this.#counts.difference + this.#counts.note;
    const more = total - this.#kept.length;
    if (more === 0) return [...this.#kept];
    const hidden = this.#counts.error > this.#kept.filter(({ severity }) => severity === 'error').length;
    const severity = hidden ? 'error' : 'note';
    return [
      ...this.#kept,
      { path: '', code: 'findings_omitted', message: `and ${more} more findings`, severity },
    ];
  }
}

/** A step of a pointer. */
export const step = (path: string, key: string | number): string =>
  `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Text of unknown origin, short enough to be shown. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  const plain = text.replaceAll(/\p{C}/gu, '�');
  return plain.length > 80 ? `${plain.slice(0, 77)}…` : plain;
}
