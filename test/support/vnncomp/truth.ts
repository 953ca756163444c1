import { join } from 'node:path/posix';
import { parseCsv } from './csv.ts';
import { exists, readText } from './files.ts';

/** A network and a property of it, both as paths that can be read. */
export interface Instance {
  readonly network: string;
  readonly property: string;
  /** Seconds that the competition gave. */
  readonly timeout: number;
}

/** `sat`: a counterexample was replayed in the engine. `unsat`: proved. The others must not be relied on. */
export type Verdict = 'sat' | 'unsat' | 'open' | 'disputed' | 'sat?' | 'unsat?';

/** From the weakest to the strongest. */
export type Prover = 'IBP' | 'CROWN' | 'alpha-CROWN';

export interface Truth extends Instance {
  readonly verdict: Verdict;
  readonly evidence: string;
  /** The weakest method that proved it in an independent float64 implementation; null when none was enough. */
  readonly provedBy: Prover | null;
  /** How many tools that share no code claim `unsat`. */
  readonly independentUnsat: number;
  /** Seconds; null when nobody claims anything. */
  readonly fastest: number | null;
  /** Tools with the year, `marabou@2022`. */
  readonly claimUnsat: readonly string[];
  readonly claimSat: readonly string[];
}

/** What is known of the family's instances; empty for a family of which nothing is. */
export function truth(family: string): readonly Truth[] {
  const file = `${family}/truth.csv`;
  if (!exists(file)) return [];
  const [header, ...rows] = parseCsv(readText(file));
  if (header?.join() !== COLUMNS.join()) throw new Error(`${file} has other columns: ${header?.join()}`);
  return rows.map((row) => {
    const [network, property, timeout, verdict, evidence, independent, fastest, unsat, sat] = row as Row;
    return {
      ...instanceOf(family, network, property, timeout),
      verdict: verdict as Verdict,
      evidence,
      provedBy: (/^([\w-]+) \(.*\) proves/.exec(evidence)?.[1] ?? null) as Prover | null,
      independentUnsat: Number(independent),
      fastest: fastest === '' ? null : Number(fastest),
      claimUnsat: words(unsat),
      claimSat: words(sat),
    };
  });
}

/** The family's instances as the competition listed them, in its order. */
export const instances = (family: string): readonly Instance[] =>
  parseCsv(readText(`${family}/instances.csv`)).map((row) => {
    const [network, property, timeout] = row as Row;
    return instanceOf(family, network, property, timeout);
  });

const COLUMNS = [
  ...['network', 'property', 'timeout_s', 'verdict', 'evidence'],
  ...['independent_unsat_groups', 'fastest_published_s', 'tools_unsat', 'tools_sat'],
];
type Row = [string, string, string, string, string, string, string, string, string];

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** Some lists write `./` before their paths. */
const instanceOf = (family: string, network: string, property: string, timeout: string): Instance => ({
  network: join(family, network),
  property: join(family, property),
  timeout: Number(timeout),
});
