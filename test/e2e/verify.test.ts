import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/verify/canonical.ts';
import { runVerify } from '../../src/verify/command.ts';
import type { Verification } from '../../src/verify/verification.ts';
import { verifyIo } from '../../src/verifying.ts';
import { boundedModel, DIGITS, digitsData, digitsModel, smoothing } from '../support/digits.ts';
import { startStandalone, type Standalone } from '../support/standalone.ts';

const RUNNER = join(import.meta.dirname, '../../dist/runner.js');

let service: Standalone;
let directory = '';
/** As people name files: from where they are. */
const path = (name: string) => relative(process.cwd(), join(directory, name));

/** Runs a job to its end and keeps its certificate. */
async function certified(name: string, model: Uint8Array, method: object): Promise<string> {
  const { client } = service;
  const id = await client.admit('/v1/models', [{ name: 'file', content: model }], DIGITS);
  const data = [{ name: 'file', content: digitsData() }];
  const dataset = await client.admit('/v1/datasets', data, { scale: 1 / 16 });
  const samples = { offset: 3, limit: 20, stride: 2 };
  const job = await client.submit({ model: id, dataset, samples, method });
  expect(await client.ended(job.id)).toMatchObject({ status: 'succeeded' });
  const answer = await fetch(`${client.address}/v1/jobs/${job.id}/certificate`);
  const text = await answer.text();
  await writeFile(path(`${name}.json`), text);
  return text;
}

let smoothed = '';
let bounded = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'provable-verify-test-'));
  service = await startStandalone();
  smoothed = await certified('smoothed', digitsModel(), smoothing(300));
  bounded = await certified('bounded', boundedModel(), { name: 'interval', epsilon: [0.05, 0.1] });
  await writeFile(path('smoothed.onnx'), digitsModel());
  await writeFile(path('bounded.onnx'), boundedModel());
  await writeFile(path('digits.npz'), digitsData());
  await writeFile(path('declared.json'), JSON.stringify({ scale: 1 / 16 }));
});
afterAll(async () => {
  await service.close();
  await rm(directory, { recursive: true });
});

async function verify(...argv: string[]): Promise<{ code: number; found: Verification; error: string }> {
  let [out, error] = ['', ''];
  const io = {
    ...verifyIo(RUNNER),
    out: (text: string) => (out += text),
    error: (text: string) => (error += text),
  };
  const code = await runVerify([...argv, '--json'], io);
  return { code, found: (out ? JSON.parse(out) : null) as Verification, error };
}
const files = (name: string) => [
  ...[path(`${name}.json`), '--model', path(`${name}.onnx`)],
  ...['--dataset', path('digits.npz'), '--declare', path('declared.json')],
];
const keys = () => ['--jwks', `${service.client.address}/.well-known/jwks.json`];

/** The certificate with something else in it, and with no signature that anybody would look at. */
async function changed(text: string, change: (body: Record<string, never>) => void): Promise<string> {
  const body = JSON.parse(text) as Record<string, never>;
  change(body);
  await writeFile(path('changed.json'), canonical(body));
  return path('changed.json');
}

describe('a certificate of the real service', () => {
  it.each(['smoothed', 'bounded'])('is valid, and its samples come out again: %s', async (name) => {
    const { code, found, error } = await verify(...files(name), ...keys(), '--replay', 'sample:6');
    expect([error, found.findings]).toEqual(['', []]);
    expect(found.checks.map(({ result }) => result)).not.toContain('unchecked');
    expect(found.checks.at(-1)).toMatchObject({ name: 'replay', result: 'passed' });
    expect(code).toBe(0);
  });

  it('is checked by the service too', async () => {
    const answer = await fetch(`${service.client.address}/v1/certificates/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.provable.certificate+json;version=1' },
      body: smoothed,
    });
    expect(await answer.json()).toMatchObject({ valid: true, known: { model: true, dataset: true } });
  });

  it('is told from one whose counts are others, by computing them again', async () => {
    const fraud = await changed(smoothed, (body: { outcomes?: { rows: { base_prediction: number }[] } }) => {
      const row = body.outcomes!.rows[4]!;
      row.base_prediction = (row.base_prediction + 1) % 10;
    });
    const argv = [fraud, ...files('smoothed').slice(1), '--unsigned', '--replay', '4,5'];
    const { code, found } = await verify(...argv);
    expect(code).toBe(1);
    expect(found.findings.map(({ path: at, code: why, severity }) => [at, why, severity])).toContainEqual([
      '/outcomes/rows/4/base_prediction',
      'replay_differs',
      'error',
    ]);
  });

  it('is not called a forgery where another engine computes otherwise', async () => {
    const elsewhere = await changed(
      bounded,
      (body: { provenance?: { version: string; threads: number } }) => {
        body.provenance!.version = '0.0.1';
      },
    );
    const { code, found } = await verify(
      elsewhere,
      ...files('bounded').slice(1),
      '--unsigned',
      '--replay',
      '0',
    );
    expect(found.findings).toMatchObject([
      { path: '/provenance/version', code: 'provenance_differs', severity: 'difference' },
    ]);
    expect(code).toBe(0);
  });

  it('is not one of another model or other samples', async () => {
    const { code, found } = await verify(
      ...[path('smoothed.json'), '--model', path('bounded.onnx'), '--dataset', path('digits.npz'), ...keys()],
      ...['--replay', 'all'],
    );
    expect(code).toBe(1);
    expect(found.findings.map(({ code: why }) => why)).toEqual(['model_differs', 'dataset_differs']);
    expect(found.checks.at(-1)).toMatchObject({ name: 'replay', result: 'unchecked' });
  });

  it('cannot be checked without keys, or with files that are none', async () => {
    expect((await verify(path('smoothed.json'))).code).toBe(2);
    const broken = await verify(path('smoothed.json'), '--dataset', path('declared.json'));
    expect(broken.code).toBe(2);
    expect(broken.error).toMatch(/^provable verify: /);
  });
});
