import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, gateJUnit } from '../../../src/adapters/http/gate-junit.ts';
import { aStanding, STANDINGS } from '../../support/gates.ts';
import { parseXml, type Element } from '../../support/xml.ts';

const elements = (parent: Element, name: string): readonly Element[] =>
  parent.children.filter((child): child is Element => typeof child !== 'string' && child.name === name);

describe('gates as JUnit XML', () => {
  const root = parseXml(gateJUnit('job_1', STANDINGS));
  const [suite] = elements(root, 'testsuite');

  it('counts what passed, failed and is undecided', () => {
    expect(root.name).toBe('testsuites');
    const counts = { name: 'gate of job_1', tests: '4', failures: '1', errors: '2', skipped: '0' };
    expect(root.attributes).toEqual(counts);
    expect(suite!.attributes).toEqual(counts);
  });

  it('has a test case a gate, with why it has not passed', () => {
    const cases = elements(suite!, 'testcase');
    expect(cases.map(({ attributes }) => attributes['name'])).toEqual([
      'certified accuracy at radius 0.5 ≥ 0.6',
      'clean accuracy ≥ 0.6',
      'certified accuracy at radius 0.5 ≥ 0.6, of the population',
      'abstention rate ≤ 0.1',
    ]);
    const inside = cases.map((one) => one.children.filter((child) => typeof child !== 'string')[0]!);
    expect(inside.map(({ name, attributes }) => [name, attributes])).toEqual([
      ['system-out', {}],
      ['failure', { type: 'failed', message: 'Failed: "a" < b & c.' }],
      ['error', { type: 'undecided', message: "Undecided: it's > a proof." }],
      ['error', { type: 'not_settled', message: 'Not settled | yet.' }],
    ]);
    expect(inside[0]!.children).toEqual(['Passed: 62 of 71.']);
  });

  it('says how many samples were not examined', () => {
    const [properties] = elements(suite!, 'properties');
    const pairs = elements(properties!, 'property').map(({ attributes: { name, value } }) => [name, value]);
    expect(Object.fromEntries(pairs)).toEqual({
      job: 'job_1',
      planned: '100',
      examined: '71',
      not_examined: '29',
      stopped_early: 'false',
    });
  });

  it('is well-formed whatever the words are, and gives them back', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(text, fc.constantFrom('passed' as const, 'failed' as const), (words, answer) => {
        const gates = [aStanding({ text: words, answer })];
        const xml = parseXml(gateJUnit('job_1', { ...STANDINGS, gates }));
        const [one] = elements(elements(xml, 'testsuite')[0]!, 'testcase');
        const [inside] = one!.children.filter((child) => typeof child !== 'string');
        const read = answer === 'passed' ? (inside!.children[0] ?? '') : inside!.attributes['message'];
        expect(read).toBe(
          words.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}'),
        );
      }),
      { numRuns: 500 },
    );
    expect(escaped('\0\uD800\uFFFE]]>')).toBe('\uFFFD\uFFFD\uFFFD]]&gt;');
  });
});
