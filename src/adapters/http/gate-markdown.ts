import { conditionOf } from '../../certify/gate/words.ts';
import type { GateStandings } from '../../service/gate.ts';

const TITLES = { passed: 'passed', failed: 'failed', undecided: 'undecided' } as const;
const SIGNS = { passed: '✅', failed: '❌', undecided: '❔' } as const;

/** Gates as Markdown, for the summary of a pipeline's step. */
export function gateMarkdown(jobId: string, standings: GateStandings): string {
  const { answer, gates, samples, settled } = standings;
  const { planned, examined, not_examined } = samples;
  return [
    `## ${SIGNS[answer]} Gate ${TITLES[answer]}${settled ? '' : ' (not settled yet)'}`,
    '',
    `Job \`${jobId}\`: ${examined} of ${planned} samples examined${left(standings, not_examined)}.`,
    '',
    '| | condition | answer | counted | proved | confidence |',
    '|---|---|---|---|---|---|',
    ...gates.map(rowOf),
    '',
    ...gates.map(({ text }) => `- ${cell(text)}`),
    '',
  ].join('\n');
}

function left({ stopped_early }: GateStandings, notExamined: number): string {
  return stopped_early ? `; the other ${notExamined} could not have changed an answer` : '';
}

function rowOf(gate: GateStandings['gates'][number]): string {
  const { answer, settled, value, bound, confidence, max } = gate;
  const proved = max === null ? `≥ ${down(bound)}` : `≤ ${up(bound)}`;
  const cells = [
    SIGNS[answer],
    conditionOf(gate),
    settled ? answer : 'not settled',
    value === null ? '–' : down(value),
    proved,
    confidence === null ? 'certain' : String(confidence),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** To six places, on the safe side. */
const down = (value: number): string => String(Math.floor(value * 1e6) / 1e6);
const up = (value: number): string => String(Math.ceil(value * 1e6) / 1e6);

/** Nothing in it is Markdown or ends the cell. */
const cell = (text: string): string =>
  text.replace(/[\\|`*_<>[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
