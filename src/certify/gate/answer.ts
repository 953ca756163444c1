import { DatasetEvidence } from '../dataset-statement.ts';
import { endsOf, type Ends } from './ends.ts';
import type { Gate } from './gate.ts';
import type { Measured, Tally } from './tally.ts';
import { meanDown } from './units.ts';
import { wordsOf } from './words.ts';

export const ANSWERS = ['passed', 'failed', 'undecided'] as const;
export type Answer = (typeof ANSWERS)[number];

/** One condition, and how it stands. */
export interface GateAnswer {
  readonly gate: Gate;
  /** Undecided also while rows to come can still change it. */
  readonly answer: Answer;
  /** Whether no row to come can change the answer. */
  readonly settled: boolean;
  /** Counted in the rows there are; null without any. */
  readonly value: number | null;
  /** What the value is of all samples planned, whatever the rows to come say; null: no limit is known. */
  readonly possible: readonly [number, number | null];
  /** What is proved of all samples planned, or of the population, by the rows there are. For a maximum: what it is at most. */
  readonly bound: number;
  readonly text: string;
}

/** All conditions of a job together. */
export interface GateReport {
  /** passed: all are. failed: one is. Else undecided. */
  readonly answer: Answer;
  readonly settled: boolean;
  readonly planned: number;
  readonly examined: number;
  readonly gates: readonly GateAnswer[];
}

/**
 * The answers that the rows of a tally give.
 *
 * When all rows stand: passed, when what is proved reaches the threshold, with the confidence that the gate states; failed,
 * when not even the count does; undecided, when the count does and the proof does not. A maximum counts, so it is never
 * undecided.
 *
 * Before that, an answer is settled when it is the answer of every way in which the rows to come can end (see `ends.ts`).
 *
 * Why stopping then is right: 1. A row follows from model, data, method, seed and its place alone, so there is one set of
 * rows that the complete job has, and one answer that it gives. The rows to come are one of the ways in which they can end,
 * so a settled answer is that answer: whatever the order in which rows stood, whenever it was looked at, and however often.
 * 2. The answer that is given is so that of the test with a fixed number of samples, and its confidence is that one's: looking
 * early spends nothing of it (curtailed sampling). Of these samples more is true: "at most q of all planned certificates are
 * false" is one event, made before any of them is looked at (`joint-allowance.ts`), and on it the bound holds for every
 * subset of the rows. All gates of these samples hold at once with the largest of their δ, for the events lie in each other.
 */
export function report(gates: readonly Gate[], tally: Tally): GateReport {
  const answers = gates.map((gate, place) => answerOf(gate, tally.gates[place]!, tally.rows));
  const failed = answers.some(({ answer }) => answer === 'failed');
  const passed = answers.every(({ answer }) => answer === 'passed');
  return {
    answer: failed ? 'failed' : passed ? 'passed' : 'undecided',
    settled: failed || answers.every(({ settled }) => settled),
    planned: gates[0]!.planned,
    examined: tally.rows,
    gates: answers,
  };
}

/** Whether the job has nothing more to find out for its gates, and all of them let it end. */
export const endsEarly = (gates: readonly Gate[], tally: Tally): boolean =>
  gates.every(
    (gate, place) => gate.stop && settledAnswer(endsOf(gate, tally.gates[place]!, tally.rows)) !== null,
  );

function answerOf(gate: Gate, measured: Measured, rows: number): GateAnswer {
  const ends = endsOf(gate, measured, rows);
  const settled = settledAnswer(ends);
  const stands = {
    gate,
    answer: settled ?? ('undecided' as const),
    settled: settled !== null,
    ...('good' in measured
      ? countedNumbers(gate, measured.good, rows)
      : meanNumbers(gate, measured.sum, ends, rows)),
  };
  return { ...stands, text: wordsOf(stands, measured, rows) };
}

/** The one answer of all ends; null while there are several. */
function settledAnswer({ counted, proved, needs }: Ends): Answer | null {
  if (proved.least >= needs.proved) return 'passed';
  if (counted.most !== null && counted.most < needs.counted) return 'failed';
  const open = proved.most === null || proved.most >= needs.proved || counted.least < needs.counted;
  return open ? null : 'undecided';
}

type Numbers = Pick<GateAnswer, 'value' | 'possible' | 'bound'>;

function countedNumbers(gate: Gate, good: number, rows: number): Numbers {
  const { planned, metric } = gate;
  const most = good + planned - rows;
  if (metric === 'abstention_rate') {
    const bad = (few: number) => (planned - few) / planned;
    return {
      value: rows === 0 ? null : (rows - good) / rows,
      possible: [bad(most), bad(good)],
      bound: bad(good),
    };
  }
  return {
    value: rows === 0 ? null : good / rows,
    possible: [good / planned, most / planned],
    bound: boundOf(gate, good),
  };
}

function meanNumbers({ planned }: Gate, sum: string, { proved, counted }: Ends, rows: number): Numbers {
  const { most } = counted;
  const mean = (total: bigint | number) => meanDown(BigInt(total), planned);
  return {
    value: rows === 0 ? null : meanDown(BigInt(sum), rows),
    possible: [mean(counted.least), most === null ? null : mean(most)],
    bound: mean(proved.least),
  };
}

/** What so many good ones of all planned prove. */
export function boundOf({ of, guarantee, planned, delta }: Gate, good: number): number {
  const { share, population } = new DatasetEvidence(guarantee, planned, delta!).prove(good);
  return of === 'population' ? population : share;
}
