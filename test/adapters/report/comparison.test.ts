import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderComparison } from '../../../src/adapters/report/comparison.ts';
import type { Comparison } from '../../../src/service/comparison/facts.ts';
import { comparing, reaching } from '../../support/comparison.ts';
import { digestOf } from '../../support/records.ts';
import { METHOD } from '../../support/workplace.ts';

const one = reaching(Array.from({ length: 40 }, (_, i) => (i % 9 === 0 ? null : (i % 40) / 100)));
const other = reaching(Array.from({ length: 40 }, (_, i) => (i % 13 === 0 ? -0.2 : (i % 40) / 70)));
const none = reaching(Array.from({ length: 40 }, () => null));

const two = () => comparing([{ rows: one }, { rows: other }], { radii: [0, 0.25] });
const eight = () => comparing(Array.from({ length: 8 }, (_, i) => ({ rows: i % 2 === 0 ? one : other })));
const empty = () => comparing([{ rows: none }, { rows: none }]);

const htmlOf = async (comparison: Comparison) => (await renderComparison(comparison)).html;
const cells = (html: string, table: string): string[][] => {
  const [, body = ''] = new RegExp(`<table[^>]*${table}"[^>]*>.*?<tbody>(.*?)</tbody>`, 's').exec(html) ?? [];
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell!.replace(/<[^>]+>/g, '').trim(),
    ),
  );
};

describe('the page of a comparison', () => {
  it.each([
    ['two jobs', two],
    ['eight jobs', eight],
    ['jobs without a certificate', empty],
  ])('of %s stands by itself', async (_, make) => {
    const { html, style } = await renderComparison(await make());
    expect(html).not.toMatch(
      /<script|<link|<iframe|\son[a-z]+=|(?:src|href)="(?!data:)|url\((?!#)|undefined|NaN|\[object/i,
    );
    expect(html).not.toContain('style="');
    const [, sheet] = /<style>(.*?)<\/style>/s.exec(html)!;
    expect(style).toBe(`sha256-${createHash('sha256').update(sheet!).digest('base64')}`);
  });

  it('says the numbers of the comparison', async () => {
    const comparison = await two();
    const html = await htmlOf(comparison);
    const [pair] = comparison.pairs;
    expect(cells(html, 'pair-table').map((row) => [row[1], row[4]])).toEqual(
      pair!.findings.map(({ both, neither }) => [String(both), String(neither)]),
    );
    const values = [...html.matchAll(/<data value="([^"]+)">/g)].map(([, value]) => Number(value));
    for (const { summary } of comparison.sides) {
      for (const { value, proved } of summary.certified_accuracy) {
        expect(values).toContain(value);
        expect(values).toContain(proved);
      }
    }
  });

  it('says what a plot shows to those who do not see it', async () => {
    const html = await htmlOf(await two());
    expect(html).toMatch(/<svg[^>]+role="img" aria-labelledby="curves-title curves-text"/);
    expect(html).toMatch(/<desc id="curves-text">Certified accuracy falls with the radius\. A: .* B: /);
    expect(await htmlOf(await empty())).not.toContain('<svg');
  });

  it('says that an open question is one, and what a finding presumes', async () => {
    const open = await htmlOf(await comparing([{ rows: one }, { rows: one }], { radii: [0.1] }));
    expect(open).toContain('these samples leave open');
    const found = await htmlOf(await comparing([{ rows: none }, { rows: one }], { radii: [0.1] }));
    expect(found).toMatch(
      /If these samples are a random draw .*: B would certify\s+more of them than A at radius 0\.1 \(p = /,
    );
  });

  it('shows in what the jobs differ, and nothing that they share', async () => {
    const changes = { method: { ...METHOD, sigma: 0.5 }, model_digest: digestOf('mdl_2') };
    const html = await htmlOf(await comparing([{ rows: one }, { rows: other, job: changes }]));
    const rows = cells(html, 'id="differing').concat(cells(html, 'differing'));
    expect(rows).toContainEqual(['method.sigma', '0.25', '0.5']);
    expect(rows.map(([name]) => name)).not.toContain('method.alpha');
  });

  it('takes names for text', async () => {
    const comparison = await two();
    const name = '<img src=x onerror=alert(1)>"&\u0000\u202e';
    const hostile: Comparison = {
      ...comparison,
      dataset: { ...comparison.dataset, name },
      sides: comparison.sides.map((side) => ({
        ...side,
        name,
        job: { ...side.job, method: { ...side.job.method, evil: `${name}${side.job.id}` } },
      })),
    };
    const html = await htmlOf(hostile);
    expect(html).not.toContain('<img');
    expect(html).toContain('<bdi>&lt;img src=x onerror=alert(1)&gt;&quot;&amp;\ufffd');
  });
});
