import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsEarly, report, type Answer } from '../../../src/certify/gate/answer.ts';
import type { Gate, GateRequest } from '../../../src/certify/gate/gate.ts';
import { settleGates } from '../../../src/certify/gate/settle.ts';
import { addRows, emptyTally } from '../../../src/certify/gate/tally.ts';
import { summarise, type SummaryRow } from '../../../src/certify/summary.ts';
import { accuracy, chance, NO_CHANCE, problem, rightAt, WRONG } from './conditions.ts';

const ABSTAINED: SummaryRow = { ...WRONG, verdict: 'abstained', prediction: null, radius: null };
const UNLABELLED: SummaryRow = { ...rightAt(0.5), label: null, correct: null };
const UNDECIDED: SummaryRow = { ...rightAt(0.5), verdict: 'undecided', radius: null };

const LARGEST = 0.75;
const row: fc.Arbitrary<SummaryRow> = fc.oneof(
  fc.constantFrom(WRONG, ABSTAINED, UNDECIDED, UNLABELLED, { ...rightAt(LARGEST), correct: false }),
  fc.constantFrom(0, 0.1, 0.25, 0.5, 0.7, LARGEST).map(rightAt),
  fc.double({ min: 1e-6, max: LARGEST, noNaN: true }).map(rightAt),
);
const guarantee = fc.constantFrom(NO_CHANCE, chance(0.999), chance(0.9));
const min = fc.constantFrom(0.05, 0.1, 0.3, 0.5, 0.6, 2 / 3, 0.9);
const of = fc.constantFrom('samples' as const, 'population' as const);
const delta = fc.constantFrom(0.001, 0.1, 0.4);
const request: fc.Arbitrary<GateRequest> = fc.oneof(
  fc.record({
    metric: fc.constant('certified_accuracy' as const),
    radius: fc.constantFrom(0, 0.25, 0.5),
    ...{ min, of, delta },
    stop: fc.constant(true),
  }),
  fc.record({ metric: fc.constant('clean_accuracy' as const), min, of, delta, stop: fc.constant(true) }),
  fc.record({
    metric: fc.constant('average_certified_radius' as const),
    min: fc.constantFrom(0.05, 0.1, 0.25, 0.5),
    delta,
    stop: fc.constant(true),
  }),
  fc.record({
    metric: fc.constant('abstention_rate' as const),
    max: fc.constantFrom(0, 0.1, 0.2, 0.5, 0.9),
    stop: fc.constant(true),
  }),
);

/** Rows of a whole job, and a gate of it that can be judged. */
const job = fc
  .tuple(fc.array(row, { minLength: 1, maxLength: 24 }), request, guarantee, fc.boolean())
  .map(([rows, asked, stated, known]) => {
    const planned = rows.length;
    const largestRadius = known ? LARGEST : null;
    const found = settleGates([asked], { ...problem({ planned, guarantee: stated }), largestRadius });
    return { rows, asked, stated, gate: 'settled' in found ? found.settled[0]! : null };
  })
  .filter(({ gate }) => gate !== null)
  .map((one) => ({ ...one, gate: one.gate! }));

const tallyOf = (gate: Gate, rows: readonly SummaryRow[]) => addRows([gate], emptyTally([gate]), rows);
const judge = (gate: Gate, rows: readonly SummaryRow[]) => report([gate], tallyOf(gate, rows)).gates[0]!;

/** The answer from a summary of all rows, and from the definition. */
function answerBySummary(gate: Gate, rows: readonly SummaryRow[]): Answer {
  const { metric, radius, min: least, max, of: whom, planned, allowance } = gate;
  const summary = summarise(rows, gate.guarantee, {
    planned,
    delta: gate.delta ?? undefined,
    radii: [radius ?? 0],
  });
  if (metric === 'abstention_rate') {
    return (summary.abstained + summary.undecided) / planned <= max! ? 'passed' : 'failed';
  }
  const labelled = rows.some(({ label }) => label !== null);
  if (metric === 'average_certified_radius') {
    const radii = rows
      .filter(({ label, correct, verdict }) => label !== null && correct && verdict === 'certified')
      .map((one) => one.radius!)
      .sort((a, b) => a - b);
    const exact = (some: readonly number[]) => some.reduce((sum, one) => sum + BigInt(one * 2 ** 80), 0n);
    const needed = BigInt(least! * 2 ** 80) * BigInt(planned);
    const surely = radii.slice(0, Math.max(0, radii.length - allowance));
    return exact(surely) >= needed ? 'passed' : exact(radii) >= needed ? 'undecided' : 'failed';
  }
  const [point] = summary.certified_accuracy;
  const [value, share, population] =
    metric === 'clean_accuracy'
      ? [summary.clean_accuracy, summary.statement.clean_accuracy, summary.population.clean_accuracy]
      : [point?.value ?? 0, point?.proved ?? 0, point?.population_lower ?? 0];
  if (!labelled || value! < least!) return 'failed';
  const right = Math.round(value! * planned);
  expect(share!).toBeLessThanOrEqual((right - Math.min(right, allowance)) / planned);
  const proved = whom === 'population' ? population! : Math.max(0, right - allowance) / planned;
  return proved >= least! ? 'passed' : 'undecided';
}

describe('the answer of a whole job', () => {
  it('is what its summary says', () => {
    fc.assert(
      fc.property(job, ({ rows, gate }) => {
        expect(judge(gate, rows)).toMatchObject({ answer: answerBySummary(gate, rows), settled: true });
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an early answer', () => {
  it('is the answer of the whole job, in whatever order its rows come and however they are put together', () => {
    const inOrder = job.chain((one) =>
      fc.record({
        one: fc.constant(one),
        order: fc.shuffledSubarray([...one.rows], { minLength: one.rows.length }),
        cuts: fc.array(fc.nat({ max: one.rows.length }), { maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(inOrder, ({ one: { rows, gate }, order, cuts }) => {
        const { answer } = judge(gate, rows);
        const places = [...new Set([...cuts, 0, rows.length])].sort((a, b) => a - b);
        let tally = emptyTally([gate]);
        let before: Answer | null = null;
        for (const [i, place] of places.entries()) {
          tally = addRows([gate], tally, order.slice(places[i - 1] ?? 0, place));
          const now = report([gate], tally).gates[0]!;
          expect(endsEarly([gate], tally)).toBe(now.settled);
          if (now.settled) expect(now.answer).toBe(answer);
          else expect(now.answer).toBe('undecided');
          expect(before === null || now.settled).toBe(true);
          if (now.settled) before = now.answer;
        }
        expect(tally).toEqual(tallyOf(gate, rows));
      }),
      { numRuns: 2000 },
    );
  });

  it('is given as soon as every way to go on leads to it, and not before', () => {
    fc.assert(
      fc.property(job, fc.double({ min: 0, max: 1, noNaN: true }), ({ rows, gate }, share) => {
        fc.pre(gate.metric !== 'average_certified_radius' || gate.largest_radius !== null);
        const some = rows.slice(0, Math.floor(share * rows.length));
        const rest = (one: SummaryRow) => Array.from({ length: rows.length - some.length }, () => one);
        const worst = judge(gate, [...some, ...rest(ABSTAINED)]).answer;
        const best = judge(gate, [...some, ...rest(rightAt(gate.largest_radius ?? LARGEST))]).answer;
        expect(judge(gate, some).settled).toBe(worst === best);
      }),
      { numRuns: 1000 },
    );
  });

  it('has bounds that hold of the whole job, and close in on it', () => {
    fc.assert(
      fc.property(job, fc.double({ min: 0, max: 1, noNaN: true }), ({ rows, gate }, share) => {
        const early = judge(gate, rows.slice(0, Math.floor(share * rows.length)));
        const late = judge(gate, rows);
        const [least, most] = early.possible;
        expect(late.value!).toBeGreaterThanOrEqual(least - 1e-12);
        if (most !== null) expect(late.value!).toBeLessThanOrEqual(most + 1e-12);
        const sign = gate.max === null ? 1 : -1;
        expect(sign * (late.bound - early.bound)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a report', () => {
  const rows = (right: number, wrong: number) => [
    ...Array.from({ length: right }, () => rightAt(0.5)),
    ...Array.from({ length: wrong }, () => WRONG),
  ];
  const gatesOf = (...asked: GateRequest[]) => {
    const found = settleGates(asked, problem({ planned: 100 }));
    if ('obstacles' in found) throw new Error(JSON.stringify(found.obstacles));
    return found.settled;
  };
  const stand = (gates: readonly Gate[], some: readonly SummaryRow[]) =>
    report(gates, addRows(gates, emptyTally(gates), some));

  it('passes at 0.6 of 100 with 62 right, of which 2 may be false, and with 60 is undecided', () => {
    const gates = gatesOf(accuracy(0.5, 0.6));
    expect(gates[0]).toMatchObject({ allowance: 2, confidence: 0.999, needs: { counted: 60, proved: 62 } });
    const answers = [62, 61, 60, 59].map((right) => stand(gates, rows(right, 100 - right)).answer);
    expect(answers).toEqual(['passed', 'undecided', 'undecided', 'failed']);
    expect(stand(gates, rows(62, 38)).gates[0]).toMatchObject({
      value: 0.62,
      bound: 0.6,
      possible: [0.62, 0.62],
    });
  });

  it('is settled by what is left', () => {
    const gates = gatesOf(accuracy(0.5, 0.6));
    const settled = (right: number, wrong: number) => {
      const { answer, settled: is } = stand(gates, rows(right, wrong));
      return is ? answer : 'open';
    };
    expect([settled(61, 0), settled(62, 0), settled(0, 40), settled(0, 41)]).toEqual([
      'open',
      'passed',
      'open',
      'failed',
    ]);
    expect([settled(59, 39), settled(60, 38), settled(60, 39)]).toEqual(['open', 'open', 'undecided']);
  });

  it('leaves out of a mean the largest radii, also those to come', () => {
    const asked = { metric: 'average_certified_radius', min: 0.5, delta: 0.001, stop: true } as const;
    const found = settleGates([asked], { ...problem({ planned: 20 }), guarantee: chance(0.9) });
    const gates = 'settled' in found ? found.settled : [];
    expect(gates[0]!.allowance).toBe(7);
    const ones = (right: number, wrong: number) => [
      ...Array.from({ length: right }, () => rightAt(1)),
      ...Array.from({ length: wrong }, () => WRONG),
    ];
    const now = (some: readonly SummaryRow[]) => {
      const { answer, settled } = stand(gates, some);
      return settled ? answer : 'open';
    };
    // the sum must come to 10: 12 count, and of 15 at the most 8 are proved
    expect([now(ones(12, 5)), now(ones(13, 3)), now(ones(17, 0))]).toEqual(['undecided', 'open', 'passed']);
    expect([now(ones(4, 10)), now(ones(4, 11))]).toEqual(['open', 'failed']);
  });

  it('compares shares as the numbers that people write', () => {
    const found = settleGates([accuracy(0, 0.1), { metric: 'abstention_rate', max: 0.3, stop: true }], {
      ...problem({ planned: 10 }),
      guarantee: NO_CHANCE,
    });
    const gates = 'settled' in found ? found.settled : [];
    const some = [rightAt(0), ...Array.from({ length: 6 }, () => WRONG), ABSTAINED, ABSTAINED, ABSTAINED];
    expect(stand(gates, some).answer).toBe('passed');
  });

  it('fails when one gate fails, passes when all pass, and is settled with the first failure', () => {
    const gates = gatesOf(accuracy(0.5, 0.6), accuracy(0.25, 0.3));
    expect(stand(gates, rows(62, 38)).answer).toBe('passed');
    expect(stand(gates, rows(40, 60)).answer).toBe('failed');
    expect(stand(gates, rows(60, 40)).answer).toBe('undecided');
    const some = stand(gates, rows(0, 41));
    expect(some).toMatchObject({ answer: 'failed', settled: true, planned: 100, examined: 41 });
    expect(some.gates.map(({ settled }) => settled)).toEqual([true, false]);
  });

  it('lets a job end early only when every gate is settled and none asks for the end', () => {
    const ends = (gates: readonly Gate[], some: readonly SummaryRow[]) =>
      endsEarly(gates, addRows(gates, emptyTally(gates), some));
    const both = gatesOf(accuracy(0.5, 0.6), accuracy(0.25, 0.3));
    expect([ends(both, rows(0, 41)), ends(both, rows(0, 71))]).toEqual([false, true]);
    const toTheEnd = gatesOf(accuracy(0.5, 0.6), { ...accuracy(0.25, 0.3), stop: false });
    expect([ends(toTheEnd, rows(0, 71)), stand(toTheEnd, rows(0, 71)).answer]).toEqual([false, 'failed']);
  });

  it('says in words what stands and what is needed', () => {
    const [gate] = stand(gatesOf(accuracy(0.5, 0.6)), rows(62, 0)).gates;
    expect(gate!.text).toBe(
      'Passed: certified accuracy at radius 0.5 ≥ 0.6. Of 62 of 100 samples, 62 are right and certified that far; 60 are needed ' +
        'for the count, 62 for the proof, which with confidence 0.999 leaves out 2 that may be false. Whatever the 38 samples not ' +
        'examined would say, the answer is this',
    );
  });
});
