import type { Fault } from '../errors.ts';

/** Columns that are read, by the name that published logs give them. */
export const COLUMNS = [
  'idx',
  'label',
  'predict',
  'radius',
  'correct',
  'count',
  'n',
  'verdict',
  'norm',
  'evidence',
  'final',
  'time',
  'base_prediction',
  'reason',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Other names: those of the results of a job here. */
const ALIASES: Readonly<Record<string, Column>> = { index: 'idx', prediction: 'predict', seconds: 'time' };

/** The column of that name, whatever its case; null for none. */
export function columnOf(name: string): Column | null {
  const plain = name.trim().toLowerCase();
  return (
    COLUMNS.find((column) => column === plain) ?? (Object.hasOwn(ALIASES, plain) ? ALIASES[plain]! : null)
  );
}

const LOG: readonly Column[] = ['idx', 'label', 'predict', 'radius', 'correct'];
const COUNTS: readonly Column[] = ['idx', 'count'];

/** What must be there besides the columns that are: those of a log, or of a list of counts. */
export function missingColumns(there: ReadonlySet<Column>): readonly Column[] {
  const needed = there.has('count') && !there.has('radius') ? COUNTS : LOG;
  return needed.filter((column) => !there.has(column));
}

/** The cells of one row as text, and where it stands. An empty cell is ''. */
export interface RawRow {
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  /** For people: `line 17`, `row 3`. */
  readonly where: string;
  readonly pointer: (column?: string) => string;
}

/** Faults that are kept; past them only their number counts, for a hostile file could make millions. */
const MOST = 120;

/** Everything that is wrong with a log, in the order in which it is found. */
export class Faults {
  readonly list: Fault[];
  constructor(known: readonly Fault[] = []) {
    this.list = [...known];
  }

  add(code: string, message: string, pointer: string): void {
    this.list.push(this.list[MOST] ?? { code, message, pointer });
  }

  /** Whether something is wrong at such a pointer. */
  has(pointer: RegExp): boolean {
    return this.list.some((fault) => pointer.test(fault.pointer ?? ''));
  }
}

/** Text that came from outside, fit for a message. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
