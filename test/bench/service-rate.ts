import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Client } from '../support/client.ts';
import type { Standalone } from '../support/standalone.ts';
import { startStandalone } from '../support/standalone.ts';

const run = promisify(execFile);
const BARE = join(import.meta.dirname, 'bare.ts');

export interface Subject {
  readonly name: string;
  readonly model: string;
  readonly batch: number;
  admit(client: Client): Promise<{ model: string; dataset: string }>;
  readonly sigma: number;
  readonly samples: number;
  readonly n: number;
}

/** Rows a second of the bare engine, on so many processes of one thread at once. */
export async function bareRate(
  { model, batch }: Subject,
  processes: number,
  seconds: number,
): Promise<number> {
  const command = ['--import', 'tsx', BARE, model, String(batch), String(seconds)];
  const runs = await Promise.all(Array.from({ length: processes }, () => run(process.execPath, command)));
  return runs
    .map(({ stdout }) => JSON.parse(stdout) as { rows: number; milliseconds: number })
    .reduce((sum, { rows, milliseconds }) => sum + (rows / milliseconds) * 1000, 0);
}

/** Noisy samples a second of a whole job, from its submission to its end, as a client sees it. */
export async function jobRate(service: Standalone, subject: Subject): Promise<number> {
  const { client } = service;
  const ids = await subject.admit(client);
  const { sigma, samples, n } = subject;
  const method = { name: 'smoothing', sigma, n0: 100, n, alpha: 0.001, seed: seed() };
  const start = performance.now();
  const { id } = await client.submit({ ...ids, samples: { limit: samples }, method });
  const job = await client.ended(id);
  if (job.status !== 'succeeded') throw new Error(JSON.stringify(job));
  return (samples * (n + 100)) / ((performance.now() - start) / 1000);
}

let seeds = 0;
const seed = () => (++seeds).toString(16).padStart(64, '0');

export interface Comparison {
  readonly service: number;
  readonly bare: number;
}

/** Engine and service in turns, so that a machine that grows slower or faster does so for both. */
export async function compare(subject: Subject, runners: number, rounds: number): Promise<Comparison> {
  const service = await startStandalone({ RUNNERS: String(runners), LOG_LEVEL: 'info', LEASE_SECONDS: '10' });
  const bare: number[] = [];
  const rates: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      bare.push(await bareRate(subject, runners, 4));
      rates.push(await jobRate(service, subject));
    }
  } finally {
    await service.close();
  }
  return { service: median(rates), bare: median(bare) };
}

/** The job's rate with each number of runners, taken in turns on services that stand side by side. */
export async function withRunners(
  subject: Subject,
  counts: readonly number[],
  rounds: number,
): Promise<readonly number[]> {
  const settings = (runners: number) => ({
    RUNNERS: String(runners),
    LOG_LEVEL: 'info',
    LEASE_SECONDS: '10',
  });
  const services = await Promise.all(counts.map((runners) => startStandalone(settings(runners))));
  try {
    const rates: number[][] = counts.map(() => []);
    for (let round = 0; round < rounds; round++) {
      for (const [place, service] of services.entries()) rates[place]!.push(await jobRate(service, subject));
    }
    return rates.map(median);
  } finally {
    await Promise.all(services.map((service) => service.close()));
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
