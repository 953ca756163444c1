import type { GateAnswer } from './answer.ts';
import type { Gate } from './gate.ts';
import type { Measured } from './tally.ts';

/** "certified accuracy at radius 0.5 ≥ 0.6, of the population". */
export function conditionOf({
  metric,
  radius,
  min,
  max,
  of,
}: Pick<Gate, 'metric' | 'radius' | 'min' | 'max' | 'of'>): string {
  const name = metric.replaceAll('_', ' ') + (radius === null ? '' : ` at radius ${radius}`);
  const condition = min === null ? `${name} ≤ ${max}` : `${name} ≥ ${min}`;
  return of === 'population' ? `${condition}, of the population` : condition;
}

type Standing = Omit<GateAnswer, 'text'>;

/** What stands, of what is needed, and what follows. */
export function wordsOf(standing: Standing, measured: Measured, rows: number): string {
  const { gate, answer, settled } = standing;
  const missing = gate.planned - rows;
  const seen = missing === 0 ? `all ${rows} samples` : `${rows} of ${gate.planned} samples`;
  const facts = 'good' in measured ? countFacts(gate, measured.good, rows) : meanFacts(standing);
  return `${VERDICTS[settled ? answer : 'open']}: ${conditionOf(gate)}. Of ${seen}, ${facts}${outlook(standing, missing)}`;
}

const VERDICTS = {
  passed: 'Passed',
  failed: 'Failed',
  undecided: 'Undecided',
  open: 'Not settled yet',
} as const;

function countFacts(gate: Gate, good: number, rows: number): string {
  const { metric, needs, planned } = gate;
  if (metric === 'abstention_rate') {
    return `${rows - good} ended without a proof; at most ${planned - needs!.counted} of all may`;
  }
  const what = metric === 'clean_accuracy' ? 'are right' : 'are right and certified that far';
  return `${good} ${what}; ${needs!.counted} are needed for the count, ${needs!.proved} for the proof${reserve(gate)}`;
}

function meanFacts({ gate, value, bound }: Standing): string {
  return `the mean is ${value ?? 'not known'}, and at least ${bound} is proved of all${reserve(gate)}`;
}

/** Why a proof needs more than a count. */
function reserve({ of, confidence, allowance }: Gate): string {
  if (of === 'population') return `, which speaks of inputs not tested with confidence ${confidence}`;
  if (confidence === null) return ', which does not rest on chance';
  return `, which with confidence ${confidence} leaves out ${allowance} that may be false`;
}

function outlook({ answer, settled }: Standing, missing: number): string {
  if (settled && missing > 0)
    return `. Whatever the ${missing} samples not examined would say, the answer is this`;
  if (!settled) return `. The ${missing} samples not examined can still change the answer`;
  return answer === 'undecided' ? '. The count reaches the threshold, and the proof does not' : '';
}
