import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditView } from '../../src/adapters/http/schemas/audit.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const LOGS = join(import.meta.dirname, '../../../shared/data/reference/logs');

interface Published {
  readonly name: string;
  readonly abstained: number;
  /** Rows printed with the largest radius of the ladder, counted in the file. */
  readonly unanimous: number;
}
const PUBLISHED: readonly Published[] = [
  { name: 'cohen-cifar10-resnet110-sigma-0.50.tsv', abstained: 1523, unanimous: 151 },
  { name: 'cohen-mnist-lenet-sigma-0.50.tsv', abstained: 26, unanimous: 2242 },
];
const TRUE = { n: 100_000, alpha: 0.001, sigma: 0.5 };

let service: Standalone;
beforeAll(async () => {
  service = await startStandalone();
});
afterAll(() => service.close());

async function audit(table: string, claim: Record<string, number>, type = 'text/tab-separated-values') {
  const query = Object.entries(claim).map(([name, value]) => `${name}=${value}`);
  const headers = { 'content-type': type };
  const path = `/v1/audits?${query.join('&')}`;
  const { status, body } = await service.client.ask<AuditView>(path, {
    method: 'POST',
    headers,
    body: table,
  });
  expect(status, JSON.stringify(body).slice(0, 500)).toBe(200);
  return body;
}

/** Certified accuracy as anybody would count it in the file. */
function counted(table: string, radius: number): number {
  const rows = table.trim().split('\n').slice(1);
  const right = rows
    .map((line) => line.split('\t'))
    .filter(([, , , r, right]) => right === '1' && Number(r) >= radius);
  return right.length / rows.length;
}

describe.each(PUBLISHED)('the published log $name', ({ name, abstained, unanimous }) => {
  const table = readFileSync(join(LOGS, name), 'utf8');

  it('can be what it claims, row by row', async () => {
    const { printed, ladder, summary, explanations, rows } = await audit(table, TRUE);
    expect(printed).toEqual({ kind: 'significant', digits: 3 });
    expect(ladder.at(-1)!.radius).toBeCloseTo(0.5 * 3.8115, 4);
    expect(summary).toMatchObject({ rows: 10_000, share_consistent: 1, correct_wrong: 0, unanimous });
    expect(summary.findings).toMatchObject({ consistent: 10_000 - abstained, abstention: abstained });
    expect(explanations).toEqual([]);
    for (const { radius, value } of summary.stated.certified_accuracy)
      expect(value, `at ${radius}`).toBe(counted(table, radius));
    expect(summary.confirmed).toEqual(summary.stated);
    const most = rows.filter(({ counts }) => counts?.[1] === 100_000);
    expect(most.every(({ radius, counts }) => radius === 1.91 && counts![0] === 100_000)).toBe(true);
  });

  it.each([
    ['alpha', 0.002],
    ['alpha', 0.0005],
    ['alpha', 0.01],
    ['n', 10_000],
    ['n', 100_100],
    ['sigma', 0.25],
    ['sigma', 1],
    ['sigma', 0.47],
  ] as const)('cannot be what %s = %s claims, and says what it was', async (parameter, value) => {
    const { summary, explanations, rows } = await audit(table, { ...TRUE, [parameter]: value });
    expect(summary.share_consistent).toBeLessThan(1);
    expect(explanations[0]).toMatchObject({ parameter, value: TRUE[parameter], misfits: 0, unanimous });
    expect(summary.confirmed.certified_accuracy[0]!.certified).toBe(summary.findings.consistent);
    const wrong = rows.filter(({ finding }) => finding === 'off_ladder' || finding === 'above_top');
    expect(wrong.length).toBe(summary.findings.off_ladder + summary.findings.above_top);
    expect(wrong.every(({ counts, nearest }) => counts === null && nearest.length > 0)).toBe(true);
  });

  it('is not explained by one wrong parameter when two are', async () => {
    const { summary, explanations } = await audit(table, { n: 1000, alpha: 0.001, sigma: 0.25 });
    expect(summary.findings.above_top).toBeGreaterThan(1000);
    expect(explanations.filter(({ misfits }) => misfits === 0)).toEqual([]);
  });
});

describe('a job of our own', () => {
  const claim = { n: 2000, alpha: 0.001, sigma: 0.25 };
  let id: string;
  beforeAll(async () => {
    const { client } = service;
    const ids = await admitDigits(client);
    const job = await client.submit({ ...ids, samples: { limit: 100 }, method: smoothing(claim.n) });
    expect((await client.ended(job.id)).status).toBe('succeeded');
    ({ id } = job);
  });

  async function table(): Promise<string> {
    const path = `${service.client.address}/v1/jobs/${id}/results`;
    return (await fetch(path, { headers: { accept: 'text/csv' } })).text();
  }

  it('has results that are a log as they are: each radius is that of its count', async () => {
    const csv = await table();
    const { summary, explanations, rows } = await audit(csv, claim, 'text/csv');
    const job = await service.client.summary(id);
    expect(summary).toMatchObject({ rows: 100, share_consistent: 1, correct_wrong: 0, other_n: 0 });
    expect(explanations).toEqual([]);
    expect(summary.surprise).toBeGreaterThan(100);
    expect(summary.stated.certified_accuracy.map(({ value }) => value)).toEqual(
      job.certified_accuracy.map(({ value }) => value),
    );
    expect(summary.stated.average_certified_radius).toBe(job.average_certified_radius);
    const found = await service.client.rows(id);
    for (const [i, row] of found.entries()) {
      if (row.verdict !== 'certified') continue;
      expect(rows[i]!.counts).toEqual([row.evidence['count'], row.evidence['count']]);
    }
    const asJson = await service.client.post<AuditView>('/v1/audits', { ...claim, rows: found });
    expect(asJson.body).toMatchObject({ summary, rows });
  });

  it('cannot have been made with other noise or at another level, and says with which', async () => {
    const csv = await table();
    for (const [parameter, value] of [
      ['sigma', 0.5],
      ['alpha', 0.01],
    ] as const) {
      const { summary, explanations } = await audit(csv, { ...claim, [parameter]: value }, 'text/csv');
      expect(summary.share_consistent).toBeLessThan(0.05);
      expect(explanations[0]).toMatchObject({ parameter, value: claim[parameter], misfits: 0 });
    }
  });
});
