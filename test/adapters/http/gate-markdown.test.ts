import { describe, expect, it } from 'vitest';
import { gateMarkdown } from '../../../src/adapters/http/gate-markdown.ts';
import { aStanding, STANDINGS } from '../../support/gates.ts';

describe('gates as Markdown', () => {
  it('have a row each, with numbers on the safe side, and the words below', () => {
    expect(gateMarkdown('job_1', STANDINGS)).toBe(
      [
        '## ❌ Gate failed',
        '',
        'Job `job_1`: 71 of 100 samples examined.',
        '',
        '| | condition | answer | counted | proved | confidence |',
        '|---|---|---|---|---|---|',
        '| ✅ | certified accuracy at radius 0.5 ≥ 0.6 | passed | 0.873239 | ≥ 0.623456 | 0.999 |',
        '| ❌ | clean accuracy ≥ 0.6 | failed | 0.873239 | ≥ 0.623456 | 0.999 |',
        '| ❔ | certified accuracy at radius 0.5 ≥ 0.6, of the population | undecided | 0.873239 | ≥ 0.623456 | 0.999 |',
        '| ❔ | abstention rate ≤ 0.1 | not settled | – | ≤ 0.040001 | certain |',
        '',
        '- Passed: 62 of 71.',
        '- Failed: "a" \\< b & c.',
        "- Undecided: it's \\> a proof.",
        '- Not settled \\| yet.',
        '',
      ].join('\n'),
    );
  });

  it('say that the job was stopped early, or is not settled', () => {
    const early = gateMarkdown('job_1', { ...STANDINGS, answer: 'passed', stopped_early: true });
    expect(early).toContain('## ✅ Gate passed\n');
    expect(early).toContain('71 of 100 samples examined; the other 29 could not have changed an answer.');
    const open = gateMarkdown('job_1', { ...STANDINGS, answer: 'undecided', settled: false });
    expect(open).toContain('## ❔ Gate undecided (not settled yet)');
  });

  it('let no words end a cell', () => {
    const gates = [aStanding({ text: 'a\n| b | `c` <script>' })];
    expect(gateMarkdown('job_1', { ...STANDINGS, gates })).toContain(
      '\n- a \\| b \\| \\`c\\` \\<script\\>\n',
    );
  });
});
