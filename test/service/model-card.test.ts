import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { modelCard, text } from '../../src/service/model-card.ts';
import type { Job } from '../../src/service/job.ts';
import { findSubject } from '../../src/service/subject.ts';
import { summaryOf } from '../../src/service/summary.ts';
import { reaching, recordsOf } from '../support/comparison.ts';
import { aModel, aRow } from '../support/records.ts';
import { METHOD } from '../support/workplace.ts';

/** `model-index` as huggingface/hub-docs states it; strict, so that nothing is written that a hub does not know. */
const args = z.record(z.string(), z.union([z.string(), z.number()]));
const MODEL_INDEX = z.strictObject({
  'model-index': z.tuple([
    z.strictObject({
      name: z.string().min(1),
      results: z.tuple([
        z.strictObject({
          task: z.strictObject({ type: z.string().regex(/^[a-z-]+$/), name: z.string() }),
          dataset: z.strictObject({ type: z.string().regex(/^[a-z0-9-]+$/), name: z.string(), args }),
          metrics: z
            .array(
              z.strictObject({
                type: z.string().regex(/^[a-z_]+$/),
                value: z.number(),
                name: z.string(),
                args: args.optional(),
              }),
            )
            .min(1),
          source: z.strictObject({ name: z.string(), url: z.url() }),
        }),
      ]),
    }),
  ]),
});

const ORIGIN = 'https://provable.example';
const rows = reaching([0.5, 0.3, -0.2, null]);

async function cardOf(changes: Partial<Job> = {}, { of = rows, name = 'digits' } = {}) {
  const model = aModel('mdl_1', { declared: { ...aModel().declared, name } });
  const records = recordsOf([{ rows: of, job: changes }], [model]);
  const job = (await records.job('job_0'))!;
  const card = await modelCard(records, job, ORIGIN);
  const [, front = '', section = ''] = /^---\n(.*?\n)---\n\n(.*)$/s.exec(card)!;
  const index = MODEL_INDEX.parse(parse(front))['model-index'][0];
  return { card, index, section, result: index.results[0], summary: await summaryOf(records, job) };
}

describe('a model card', () => {
  it('has the numbers of the summary in a model-index that a hub can read', async () => {
    const { index, result, summary } = await cardOf();
    expect(index.name).toBe('digits');
    expect(result.dataset).toMatchObject({ type: 'digits-test', name: 'digits-test', args: { samples: 4 } });
    expect(result.source.url).toBe(`${ORIGIN}/v1/jobs/job_0/certificate`);
    const valueOf = (name: string) => result.metrics.find((one) => one.name === name)?.value;
    expect(valueOf('Clean accuracy of the certified classifier')).toBe(summary.clean_accuracy);
    expect(valueOf('Average certified radius (L2)')).toBe(summary.average_certified_radius);
    for (const { radius, value, proved } of summary.certified_accuracy) {
      expect(valueOf(`Certified accuracy at L2 radius ${radius}`)).toBe(value);
      expect(valueOf(`Certified accuracy at L2 radius ${radius}, proved of all samples at once`)).toBe(
        proved,
      );
    }
    expect(valueOf('Share of the samples of which nothing is proved')).toBe(0.25);
  });

  it('states in words what is proved, and how to check it', async () => {
    const { section, summary } = await cardOf();
    expect(section).toContain('| 0.25 | 50.0 % | 25.0 % |');
    expect(section).toContain(`<${ORIGIN}/v1/jobs/job_0/certificate>`);
    expect(section).toContain(summary.statement.text.slice(0, 40));
    expect(section).toContain('- model `sha256:');
    expect(section).toContain('under every change of length less than r \\(L2\\)');
    expect(section).not.toMatch(/undefined|null|NaN|population_lower/);
  });

  it('names no accuracy without labels, and no radius where none is claimed', async () => {
    const bare = rows.map((row) => ({ ...row, label: null, correct: null }));
    const types = async (...card: Parameters<typeof cardOf>) => [
      ...new Set((await cardOf(...card)).result.metrics.map(({ type }) => type)),
    ];
    expect(await types({}, { of: bare })).toEqual(['certified_share', 'unproved_share']);
    const predicted = [aRow(0, { verdict: 'predicted', norm: null, radius: null })];
    expect(await types({ method: { ...METHOD, task: 'predict' } }, { of: predicted })).toEqual([
      'accuracy',
      'unproved_share',
    ]);
  });

  it('takes names for text, in the metadata and in the section', async () => {
    const name = '---\n"x": [y]\n# <script>alert(1)</script> | `code` [a](http://evil.example) \u202e\u0000';
    const { index, section } = await cardOf({}, { name });
    expect(index.name).toBe(name);
    expect(section).not.toMatch(/<script|\n# |\]\(http|http:\/\/evil/);
    const [line] = section.split('\n').filter((one) => one.includes('script'));
    expect(line).toContain('\\| \\`code\\` \\[a\\]\\(');
  });

  it('is refused of a job that is not whole, with how it stands', async () => {
    await expect(cardOf({ status: 'running', done: 1 })).rejects.toMatchObject({
      code: 'job_not_succeeded',
      faults: [{ code: 'job_running', message: 'it is running, with 1 of 4 samples done' }],
    });
    await expect(cardOf({ total: 9 })).rejects.toMatchObject({ code: 'job_stopped_early' });
  });

  it('shows ids where names are gone', async () => {
    const records = recordsOf([{ rows }], []);
    const job = (await records.job('job_0'))!;
    expect(await findSubject(records, job)).toBeNull();
    expect(await modelCard(records, job, ORIGIN)).toContain('- name: "mdl_1"');
  });
});

describe('text in Markdown', () => {
  it.each([
    ['a_b*c', 'a\\_b\\*c'],
    ['two\r\n\r\nlines', 'two lines'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['1. x', '1. x'],
  ])('%j is %s', (written, shown) => expect(text(written)).toBe(shown));
});
