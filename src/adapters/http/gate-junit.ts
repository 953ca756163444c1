import { conditionOf } from '../../certify/gate/words.ts';
import type { GateStandings } from '../../service/gate.ts';

/**
 * Gates as JUnit XML, which pipelines read: a test case each. Failed is a failure, undecided an error, for neither has passed and
 * they are not the same.
 */
export function gateJUnit(jobId: string, { gates, samples, stopped_early }: GateStandings): string {
  const counts = {
    name: `gate of ${jobId}`,
    tests: gates.length,
    failures: gates.filter(({ answer }) => answer === 'failed').length,
    errors: gates.filter(({ answer }) => answer === 'undecided').length,
    skipped: 0,
  };
  const properties = Object.entries({ job: jobId, ...samples, stopped_early });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes(counts)}>`,
    `  <testsuite${attributes(counts)}>`,
    '    <properties>',
    ...properties.map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...gates.map((gate) => testCase(gate)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** What a test case that has not passed holds. */
const ELEMENT = { failed: 'failure', undecided: 'error' } as const;

function testCase(gate: GateStandings['gates'][number]): string {
  const { answer, settled, text } = gate;
  const opening = `    <testcase${attributes({ classname: 'provable.gate', name: conditionOf(gate) })}>`;
  const output = `      <system-out>${escaped(text)}</system-out>`;
  if (answer === 'passed') return [opening, output, '    </testcase>'].join('\n');
  const type = settled ? answer : 'not_settled';
  const inside = `      <${ELEMENT[answer]}${attributes({ type, message: text })}/>`;
  return [opening, inside, '    </testcase>'].join('\n');
}

const attributes = (values: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For text and for attributes. Characters that XML 1.0 has no way to write are replaced. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!)
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
