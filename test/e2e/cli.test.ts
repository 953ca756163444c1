import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provable } from '../support/cli.ts';
import type { JobView } from '../support/client.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROVABLE = join(ROOT, 'dist/provable.js');
const MODEL = join(ROOT, 'src/example/digits-noise-0.25.onnx');
const BOUNDED = join(ROOT, 'src/example/digits-ibp-0.10.onnx');
const DATA = join(ROOT, 'src/example/digits-test.npz');
const SMOOTHING = ['--method', 'smoothing', '--sigma', '.25'];

let service: Standalone;
let directory: string;
beforeAll(async () => {
  service = await startStandalone();
  directory = await mkdtemp(join(tmpdir(), 'provable-cli-'));
});
afterAll(async () => {
  await service.close();
  await rm(directory, { recursive: true });
});

const file = (name: string) => join(directory, name);

/** Runs a command, which must end with this code; answers what it said on standard output. */
async function ran(argv: readonly string[], expected = 0): Promise<string> {
  const { code, out, error } = await provable(argv, { server: service.client.address });
  expect(code, `${argv.join(' ')}: ${error}`).toBe(expected);
  return out;
}
const json = async <T>(argv: readonly string[], expected = 0): Promise<T> =>
  JSON.parse(await ran([...argv, '--json'], expected)) as T;

const environment = () => ({ PATH: process.env['PATH'] ?? '', PROVABLE_SERVER: service.client.address });

/** The ids of the example and of a job over it, all made by the command line. */
async function certified(): Promise<{ model: string; dataset: string; job: string }> {
  const [model] = (
    await ran(['upload', 'model', MODEL, '--name', 'digits', '--domain', '0,1', '--grid', '.0625'])
  ).split('\n');
  const [dataset] = (await ran(['upload', 'dataset', DATA, '--scale', '.0625'])).split('\n');
  const { id } = await json<JobView>([
    'certify',
    'digits',
    'digits-test',
    ...SMOOTHING,
    '--n',
    '500',
    '--alpha',
    '.01',
    '--limit',
    '20',
    '--wait',
  ]);
  return { model: model!, dataset: dataset!, job: id };
}

describe('the command line', () => {
  it('takes a model and data to a certificate that holds', async () => {
    const { model, dataset, job } = await certified();
    const view = await json<JobView>(['jobs', job]);
    expect(view).toEqual(await service.client.job(job));
    expect(view).toMatchObject({ status: 'succeeded', model, dataset, method: { n: 500, alpha: 0.01 } });
    expect(await json(['summary', job, '--radii', '0,.25'])).toEqual(
      await service.client.summary(job, [0, 0.25]),
    );

    await ran([
      'certificate',
      job,
      '-o',
      file('c.json'),
      '--outcomes',
      file('o.ndjson'),
      '--jwks',
      file('k.json'),
      '--signature',
      file('s.jws'),
    ]);
    const { signature } = JSON.parse(await readFile(file('c.json'), 'utf8')) as { signature: string };
    expect(await readFile(file('s.jws'), 'utf8')).toBe(signature);
    expect((await readFile(file('o.ndjson'), 'utf8')).trim().split('\n')).toHaveLength(20);
    const argv = [PROVABLE, 'verify', file('c.json'), '--jwks', file('k.json'), '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { env: environment() });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'valid' });

    expect(await ran(['report', job, '--format', 'card'])).toContain('model-index:');
    expect(await ran(['report', job, '--format', 'metrics'])).toMatch(/# EOF\n$/);
    await ran(['report', job, '-o', file('report.html')]);
    expect(await readFile(file('report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('gives the rows in every form, and a log that audits as what it is', async () => {
    const { job } = await certified();
    const rows = await service.client.rows(job);
    expect(await json(['results', job])).toEqual(rows);
    for (const name of ['r.csv', 'r.ndjson', 'r.json', 'r.parquet']) {
      const told = await json<{ bytes: number }>(['results', job, '-o', file(name)]);
      expect(told).toMatchObject({ file: file(name), format: name.slice(2) });
      expect((await readFile(file(name))).length).toBe(told.bytes);
    }
    expect(JSON.parse(await readFile(file('r.json'), 'utf8'))).toEqual(rows);
    expect((await readFile(file('r.parquet'))).subarray(0, 4).toString()).toBe('PAR1');
    const claim = (sigma: string) => [
      'audit',
      file('r.csv'),
      '--n',
      '500',
      '--alpha',
      '.01',
      '--sigma',
      sigma,
    ];
    expect(await ran(claim('.25'))).toContain('none of which contradicts');
    expect(await json(claim('.2'), 1)).toMatchObject({ claim: { sigma: 0.2 } });
  });

  it('compares jobs, and refuses what cannot be compared', async () => {
    const { job } = await certified();
    const other = ['--n', '400', '--alpha', '.01', '--limit', '20', '--wait'];
    const { id } = await json<JobView>(['certify', 'digits', 'digits-test', ...SMOOTHING, ...other]);
    const found = await json<{ pairs: object[] }>(['compare', job, id, '--radii', '0.25']);
    expect(found).toMatchObject({ norm: 'l2', radii: [0.25], pairs: [{ first: job, second: id }] });
    const text = await ran(['compare', job, id, '--radii', '0.25']);
    expect(text).toContain(`first   ${job}\nsecond  ${id}\n`);
    expect(text).toMatch(/\n +0\.25 +\d+ +\d+ +\d+ +\d+ +open\n/);
    await ran(['compare', job, id, '-o', file('c.html')]);
    expect(await readFile(file('c.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    await ran(['compare', job, job], 2);
  });

  it('lists what there is, and says that bytes are known', async () => {
    const { model, dataset, job } = await certified();
    const ids = async (argv: readonly string[]) =>
      (await json<{ data: { id: string }[] }>(argv)).data.map(({ id }) => id);
    expect(await ids(['models'])).toContain(model);
    expect(await ids(['datasets', '--limit', '500'])).toContain(dataset);
    expect(
      await ids(['jobs', '--model', 'digits', '--dataset', 'digits-test', '--status', 'succeeded']),
    ).toContain(job);
    expect(await ids(['jobs', '--status', 'failed'])).toEqual([]);
    expect(await json(['models', 'digits'])).toMatchObject({ id: model, name: 'digits' });
    expect(await ran(['datasets', dataset])).toContain('500 samples [1, 8, 8]');
    const again = await provable(['upload', 'dataset', DATA, '--scale', '.0625'], {
      server: service.client.address,
    });
    expect(again.error).toContain('these bytes are known');
  });

  it('uploads what is given as a file, tells the cost, and every fault', async () => {
    const interval = [
      'certify',
      BOUNDED,
      DATA,
      '--domain',
      '0,1',
      '--grid',
      '.0625',
      '--scale',
      '.0625',
      '--method',
      'interval',
    ];
    expect(await json([...interval, '--epsilon', '0.05,0.1', '--validate-only'])).toMatchObject({
      valid: true,
      samples: 500,
    });
    const { code, out, error } = await provable([...interval, '--epsilon', '-1', '--sizes', '3'], {
      server: service.client.address,
    });
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain('  /method/epsilon: ');
    expect(error).toContain('  /method/sizes: ');
  });

  it('extends, cancels, and tells what it cannot do', async () => {
    await certified();
    const open = ['certify', 'digits', 'digits-test', ...SMOOTHING, '--limit', '5'];
    const { id } = await json<JobView>([...open, '--max-n', '300', '--wait']);
    expect(await json(['extend', id, '--max-n', '600', '--wait'])).toMatchObject({
      extends: id,
      status: 'succeeded',
    });
    const { id: long } = await json<JobView>([
      'certify',
      'digits',
      'digits-test',
      ...SMOOTHING,
      '--n',
      '1000000',
    ]);
    expect(await json(['cancel', long, '--wait'])).toMatchObject({ status: 'canceled' });
    expect(await ran(['wait', long], 1)).toContain('canceled');
    await ran(['certificate', long], 2);
    await ran(['cancel', id], 2);
  });
});

describe('the program', () => {
  it('leaves a job alone when it is interrupted', async () => {
    const { model, dataset } = await certified();
    const argv = [PROVABLE, 'certify', model, dataset, ...SMOOTHING, '--n', '1000000', '--wait'];
    const child = spawn(process.execPath, argv, { env: environment() });
    let said = '';
    let interrupted = false;
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (interrupted || !said.includes('/500')) return;
      interrupted = child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect(code).toBe(130);
    const [, id] = /provable wait (job_[0-9a-f]+)/.exec(said)!;
    expect(said).not.toContain('\u001b');
    expect(['queued', 'running']).toContain((await service.client.job(id!)).status);
    await ran(['cancel', id!, '--wait']);
  });

  it('ends quietly when its reader goes away', async () => {
    await certified();
    const { id } = await json<JobView>([
      'certify',
      'digits',
      'digits-test',
      ...SMOOTHING,
      '--n',
      '100',
      '--alpha',
      '.01',
      '--wait',
    ]);
    const pipeline = `set -o pipefail; "${process.execPath}" "${PROVABLE}" results ${id} --format ndjson | head -c 20; "${process.execPath}" "${PROVABLE}" help | true`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', pipeline], {
      env: environment(),
    });
    expect([stdout.length, stderr]).toEqual([20, '']);
  });

  it('is not there for a service that is not', async () => {
    const failed = promisify(execFile)(process.execPath, [PROVABLE, 'jobs'], {
      env: { ...environment(), PROVABLE_SERVER: 'http://127.0.0.1:1' },
    });
    await expect(failed).rejects.toMatchObject({ code: 3, stdout: '' });
  });
});
