import { canonical } from './canonical.ts';
import type { Certificate, Row } from './certificate.ts';
import { shown, step, type Report } from './finding.ts';
import type { Json, JsonObject } from './json.ts';

/** What computing samples again gave: what computed them, in the words of a certificate, and their rows. */
export interface Replayed {
  readonly provenance: JsonObject;
  readonly rows: readonly JsonObject[];
}

/** Computes the samples at these places of the plan again. */
export type Replay = (certificate: Certificate, places: readonly number[]) => Promise<Replayed>;

/**
 * Compares rows with those that were computed again, bit by bit. On the same engine and kind of machine a row that differs is an
 * error; elsewhere it is a difference, and what differs is said.
 */
export function compareReplay(
  certificate: Certificate,
  stated: ReadonlyMap<number, Row>,
  { provenance, rows }: Replayed,
  report: Report,
): { readonly compared: number; readonly differing: number } {
  const elsewhere = provenanceDiffers(certificate.provenance, provenance, report);
  const severity = elsewhere ? 'difference' : 'error';
  let differing = 0;
  for (const row of rows) {
    const own = stated.get(row['index'] as number) as unknown as JsonObject | undefined;
    if (!own) continue;
    const place = (own['index'] as number) - certificate.dataset.samples.offset;
    const path = step('/outcomes/rows', place / certificate.dataset.samples.stride);
    const before = differences(own, row, path);
    if (before.length > 0) differing++;
    const why = elsewhere ? ', computed under another provenance' : '';
    for (const [at, mine, theirs] of before)
      report(
        at,
        'replay_differs',
        `${shown(mine)} is stated; computed again it is ${shown(theirs)}${why}`,
        severity,
      );
  }
  return { compared: rows.length, differing };
}

/** Whether other numbers may come out here, and by what: engine, machine, batch. The release alone only with those. */
function provenanceDiffers(stated: JsonObject, here: JsonObject, report: Report): boolean {
  const found = differences(stated, here, '/provenance');
  for (const [path, mine, theirs] of found)
    report(path, 'provenance_differs', `${shown(mine)} is stated; here it is ${shown(theirs)}`, 'difference');
  return found.length > 0;
}

type Difference = readonly [path: string, stated: Json | undefined, here: Json | undefined];

/** Members that are not the same, one level deep in objects. */
function differences(stated: JsonObject, here: JsonObject, path: string): readonly Difference[] {
  return [...new Set([...Object.keys(stated), ...Object.keys(here)])].sort().flatMap((key): Difference[] => {
    const [mine, theirs] = [stated[key], here[key]];
    if (mine !== undefined && theirs !== undefined && canonical(mine) === canonical(theirs)) return [];
    const at = step(path, key);
    return isPlain(mine) && isPlain(theirs) ? [...differences(mine, theirs, at)] : [[at, mine, theirs]];
  });
}

const isPlain = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which samples are computed again: all, some at random, or those at named places. */
export type Choice =
  | { readonly kind: 'all' }
  | { readonly kind: 'sample'; readonly count: number }
  | { readonly kind: 'places'; readonly places: readonly number[] };

/** `all`, `sample:20`, or places such as `0,5,17`; null for anything else. */
export function readChoice(text: string): Choice | null {
  if (text === 'all') return { kind: 'all' };
  const sample = /^sample:([1-9]\d{0,8})$/.exec(text);
  if (sample) return { kind: 'sample', count: Number(sample[1]) };
  if (!/^\d{1,9}(,\d{1,9})*$/.test(text)) return null;
  return { kind: 'places', places: [...new Set(text.split(',').map(Number))].sort((a, b) => a - b) };
}

/** Places of a plan of so many. `random` answers whole numbers below its argument, which who made the certificate cannot know. */
export function choose(choice: Choice, total: number, random: (below: number) => number): readonly number[] {
  const all = Array.from({ length: total }, (_, place) => place);
  if (choice.kind === 'places') return choice.places;
  if (choice.kind === 'all' || choice.count >= total) return all;
  for (let i = 0; i < choice.count; i++) {
    const other = i + random(total - i);
    [all[i], all[other]] = [all[other]!, all[i]!];
  }
  return all.slice(0, choice.count).sort((a, b) => a - b);
}
