import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../src/adapters/report/report.ts';
import { factsOf, images, someRows } from '../../support/report.ts';
import type { Case } from '../../support/report.ts';
import { aDataset, aModel, aRow } from '../../support/records.ts';
import { METHOD } from '../../support/workplace.ts';

const htmlOf = async (about: Case) => (await renderReport(await factsOf(about))).html;
const attributes = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}\\b([^>]*)>`, 'g'))].map(([, inside]) => inside!);
/** What a pattern finds, with what is around it. */
const found = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(({ index }) => html.slice(Math.max(0, index - 60), index + 30));
const sizes = (html: string) => Buffer.byteLength(html);

const INTERVAL = {
  name: 'interval',
  norm: 'linf',
  epsilon: [0.02, 0.05],
  arithmetic: 'float32',
  domain: [0, 1],
  reach: 2,
};
const bounded = [0, 1, 2, 3].map((index) =>
  index === 3
    ? aRow(index, {
        verdict: 'undecided',
        norm: 'linf',
        radius: null,
        correct: false,
        evidence: { runner_up: 0 },
      })
    : aRow(index, { norm: 'linf', radius: index === 0 ? 0.02 : 0.05, evidence: { margin_lower: 1 } }),
);
const whole = someRows(40).map((row) => ({
  ...row,
  norm: 'l0' as const,
  radius: row.radius && Math.floor(row.radius * 9),
}));
const flat = { ...aDataset().facts, count: 40, shape: [5] };

/** Every kind of report there is. */
const CASES: Record<string, Case> = {
  'smoothing on images': { rows: someRows(120) },
  'bounds at several sizes': { rows: bounded, job: { method: INTERVAL } },
  'whole pixels': { rows: whole },
  'predicted classes': {
    rows: [0, 1, 2].map((index) => aRow(index, { verdict: 'predicted', norm: null, radius: null })),
    job: { method: { ...METHOD, task: 'predict', n0: 0 } },
  },
  'nothing certified': { rows: someRows(50).filter(({ verdict }) => verdict === 'abstained') },
  'no labels': { rows: someRows(20).map((row) => ({ ...row, label: null, correct: null })) },
  'one class only': { rows: someRows(40).filter(({ label }) => label === 1) },
  'radius 0 alone': { rows: [0, 1].map((index) => aRow(index, { norm: 'l0', radius: 0 })) },
  'no rows': { rows: [], job: { status: 'failed', total: 4, done: 0, provenance: null } },
  'a job that runs': { rows: someRows(9), job: { status: 'running', total: 20, finished_at: null } },
  'everything removed': { rows: someRows(9), model: null, dataset: null, openSamples: async () => null },
  'flat data': {
    rows: someRows(40),
    dataset: { facts: flat },
    openSamples: async () => ({
      ...(await images(''))!,
      shape: [5],
      values: async () => new Float32Array(5).fill(1 / 3),
    }),
  },
  'many classes': {
    rows: someRows(3000).map((row) => ({
      ...row,
      label: row.index % 997,
      evidence: { ...row.evidence, candidate: row.index % 31 },
    })),
  },
};

describe.each(Object.entries(CASES))('the page of %s', (_, about) => {
  it('is whole, holds no script and no style but its own, and loads nothing', async () => {
    const { html, style } = await renderReport(await factsOf(about));
    expect(html).toMatch(/^<!doctype html>\n\s*<html lang="en">/);
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    expect(
      found(html, /<script|javascript:|\son\w+=|\sstyle=|@import|url\(|<link|<iframe|<object/gi),
    ).toEqual([]);
    expect(found(html.replaceAll('http://www.w3.org/', ''), /https?:\/\//g)).toEqual([]);
    const sheets = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, sheet]) => sheet!);
    expect(sheets).toHaveLength(1);
    expect(style).toBe(`sha256-${createHash('sha256').update(sheets[0]!).digest('base64')}`);
    expect(html).toContain(`style-src '${style}'`);
  });

  it('nests its elements, gives every id once and every picture words', async () => {
    const html = await htmlOf(about);
    expect(unbalanced(html)).toEqual([]);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const inside of attributes(html, 'img')) {
      expect(inside).toMatch(/ alt="[^"]{10,}"/);
      expect(inside).toMatch(/ src="data:image\/png;base64,[A-Za-z0-9+/=]+"/);
    }
    const drawings = [
      ...html.matchAll(/<svg\b([^>]*)>(<title[^>]*>[^<]+<\/title><desc[^>]*>[^<]+<\/desc>)?/g),
    ];
    for (const [, inside, words] of drawings) {
      expect(inside).toContain('role="img"');
      expect(words).toBeDefined();
      for (const id of /aria-labelledby="([^"]*)"/.exec(inside!)![1]!.split(' ')) expect(ids).toContain(id);
    }
    expect(found(html, /\bNaN\b|undefined|\[object|Infinity/g)).toEqual([]);
  });
});

const VOID = ['meta', 'img', 'br'];

/** Tags that are not closed by their own. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, end, name, self] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (end === '') {
      if (self === '' && !VOID.includes(name!)) open.push(name!);
    } else if (open.at(-1) === name) open.pop();
    else wrong.push(`${open.join(' > ')} ended by ${name}`);
  }
  return [...wrong, ...open];
}

describe('the page', () => {
  it('shows the numbers of the summary, each beside the number itself', async () => {
    const facts = await factsOf({ rows: someRows(500) });
    const { html } = await renderReport(facts);
    const table = /<table id="radii">[\s\S]*?<\/table>/.exec(html)![0];
    const rows = [...table.matchAll(/<tr[^>]*>[\s\S]*?<\/tr>/g)].slice(1);
    const shown = rows.map(([row]) =>
      [...row.matchAll(/<data value="([^"]*)">/g)].map(([, value]) => Number(value)),
    );
    expect(shown).toEqual(
      facts.summary.certified_accuracy.map(({ radius, certified, value, proved, population_lower }) => [
        radius,
        certified,
        value,
        proved,
        population_lower,
      ]),
    );
    for (const value of [facts.summary.clean_accuracy, facts.summary.average_certified_radius]) {
      expect(html).toContain(`<data value="${value}">`);
    }
  });

  it('shows what others wrote as text, whatever it is', async () => {
    const hostile = `</style><script>alert(1)</script>"'&<b>\u0000\u202e\ud800`;
    const html = await htmlOf({
      rows: someRows(30),
      model: { declared: { ...aModel().declared, name: hostile, classes: [hostile, `${hostile}2`] } },
      dataset: { declared: { ...aDataset().declared, name: hostile } },
      job: { metadata: { [hostile]: hostile }, status: 'failed', error: { code: 'x', message: hostile } },
    });
    const written =
      '&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;b&gt;\ufffd\u202e\ufffd';
    expect(found(html, /<script|<b>|\p{Cs}|[^\P{Cc}\n]/gu)).toEqual([]);
    expect(html.split(`<bdi>${written}</bdi>`).length).toBeGreaterThan(10);
    expect(html).toContain(`<title>Robustness of ${written}</title>`);
    expect(unbalanced(html)).toEqual([]);
    expect(/alt="([^"]*)"/.exec(html)![1]).toContain('&quot;&#39;&amp;&lt;b&gt;');
  });

  it('says that it is preliminary, or that the job was stopped, before it says anything else', async () => {
    for (const [status, words] of [
      ['running', 'Preliminary'],
      ['canceled', 'The job was canceled'],
      ['succeeded', 'The job ended early, when its gate was decided'],
      ['expired', 'The job ran out of time'],
    ] as const) {
      const html = await htmlOf({ rows: someRows(9), job: { status, total: 20, done: 9 } });
      expect(html.indexOf(words)).toBeGreaterThan(0);
      expect(html.indexOf(words)).toBeLessThan(html.indexOf('class="headline"'));
      expect(html).toContain('9 of 20 samples');
    }
    expect(await htmlOf({ rows: someRows(9) })).not.toContain('class="warning"');
  });

  it('stays small with large pictures of noise, and with many samples', async () => {
    let seed = 1;
    const noise = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const html = await htmlOf({
      rows: someRows(10_000),
      openSamples: async () => ({
        shape: [3, 224, 224],
        values: async () => Float32Array.from({ length: 3 * 224 * 224 }, noise),
        close: async () => undefined,
      }),
    });
    expect(attributes(html, 'img')).toHaveLength(30);
    expect(sizes(html)).toBeLessThan(3e6);
  });

  it('lists the classes and pairs that matter where there are too many', async () => {
    const html = await htmlOf(CASES['many classes']!);
    expect(html).toContain('The 50 of 997 classes with the smallest certified share');
    expect(html).toMatch(/The 20 most frequent of \d+ pairs/);
    expect(attributes(/<table id="classes">[\s\S]*?<\/table>/.exec(html)![0], 'tr')).toHaveLength(51);
  });
});
