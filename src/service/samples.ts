import { isPaused, type Carry, type SampleSession, type Watch } from '../certify/certifier.ts';
import { basesByPlace, baseOf } from './base.ts';
import { refuseWhen, rowOf, type Slice } from './slice.ts';
import type { Carried, ChunkTask, SliceEnd } from './task.ts';

/** A sample without a row, as far as it has come. */
type Unfinished = Omit<Carried, 'carry'> & { readonly carry: Carry | null };

/** One round of a method: passes after which a sample waits for the others; null in the last, or where there are none. */
interface Round {
  readonly number: number;
  readonly limit: number | null;
}

/**
 * Certifies a chunk sample by sample. A method with rounds takes every unfinished sample to the round's limit before any
 * goes on to the next: samples that are decided by few draws have their rows early, and what is proved of the others so
 * far is laid aside with them. The slice may end anywhere, also half-way in a sample.
 */
export async function certifySamples(
  task: ChunkTask,
  session: SampleSession,
  slice: Slice,
  rounds: readonly number[] | null,
): Promise<SliceEnd> {
  if (task.probe) refuseWhen(await session.probe?.(await slice.sample(task.indices[0]!)));
  const advance = advancer(task, session, slice, rounds !== null);
  let open = unfinishedOf(task);
  let begun = false;
  for (const round of roundsOf(rounds)) {
    const waiting: Unfinished[] = [];
    for (const [place, one] of open.entries()) {
      if (one.round > round.number) {
        waiting.push(one);
        continue;
      }
      const others = () => open.slice(place + 1);
      if (begun && slice.pause()) return laidAside([...waiting, one, ...others()]);
      begun = true;
      const { after, interrupted } = await advance(one, round);
      if (after) waiting.push(after);
      if (interrupted) return laidAside([...waiting, ...others()]);
    }
    open = waiting;
  }
  return { finished: true, carried: [] };
}

/** The last round has no limit: a session knows its own end. */
function roundsOf(limits: readonly number[] | null): Round[] {
  const before = (limits ?? []).slice(0, -1);
  return [
    ...before.map((limit, number) => ({ number, limit })),
    { number: Math.max(before.length, 0), limit: null },
  ];
}

function unfinishedOf({ indices, carried }: ChunkTask): Unfinished[] {
  const begun = new Map(carried.map((one) => [one.index, one]));
  return indices.map(
    (index) => begun.get(index) ?? { index, carry: null, round: 0, interim: null, seconds: 0 },
  );
}

const laidAside = (open: readonly Unfinished[]): SliceEnd => ({
  finished: false,
  carried: open.filter((one): one is Carried => one.carry !== null),
});

/** Samples as the plain model takes them. */
const plainly =
  (session: SampleSession, sample: Slice['sample']): Slice['sample'] =>
  async (index) => {
    const given = await sample(index);
    return session.plain ? { ...given, values: session.plain(given) } : given;
  };

/** Takes a sample as far as the round goes, and reports its row when that is its end. */
function advancer(task: ChunkTask, session: SampleSession, slice: Slice, telling: boolean) {
  const { classifier, sample, milliseconds, report } = slice;
  const plain = plainly(session, sample);
  const base = telling
    ? basesByPlace(task, classifier, plain)
    : async (index: number) => baseOf(classifier, await plain(index));
  return async (
    one: Unfinished,
    { number, limit }: Round,
  ): Promise<{ readonly after: Unfinished | null; readonly interrupted: boolean }> => {
    const start = milliseconds();
    let interrupted = false;
    const watch: Watch = {
      progress: () => report({ alive: true }),
      pause: () => (interrupted = slice.pause()),
      carried: one.carry,
      ...(limit !== null && { limit }),
    };
    const given = await sample(one.index);
    const result = await session.certify(given, watch);
    const known = one.interim ? one.interim.base_prediction : undefined;
    const row = async (outcome: Parameters<typeof rowOf>[2]) => {
      const plain = known === undefined ? await base(one.index) : known;
      return rowOf(given, plain, outcome, one.seconds + Math.round(milliseconds() - start) / 1000);
    };
    if (!isPaused(result)) {
      report({ row: await row(result) });
      return { after: null, interrupted: false };
    }
    const interim = telling && result.interim ? await row(result.interim) : one.interim;
    const seconds = interim?.seconds ?? one.seconds + Math.round(milliseconds() - start) / 1000;
    const round = interrupted ? number : number + 1;
    return { after: { index: one.index, carry: result.carry, round, interim, seconds }, interrupted };
  };
}
