import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { blockOfReadme } from '../support/readme.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const ROOT = join(import.meta.dirname, '../..');

let service: Standalone;
let directory: string;
beforeAll(async () => {
  service = await startStandalone();
  directory = await mkdtemp(join(tmpdir(), 'provable-pipeline-'));
  // what `npm install --global .` does, and a checkout to work in
  const program = join(directory, 'provable');
  await writeFile(
    program,
    `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, 'dist/provable.js')}" "$@"\n`,
  );
  await chmod(program, 0o755);
  await symlink(join(ROOT, 'src'), join(directory, 'src'));
});
afterAll(async () => {
  await service.close();
  await rm(directory, { recursive: true });
});

const file = (name: string) => readFile(join(directory, name), 'utf8');
const run = (script: string, more: Record<string, string> = {}) =>
  promisify(execFile)('bash', ['--norc', '-eo', 'pipefail', '-c', script], {
    cwd: directory,
    env: {
      PATH: [directory, process.env['PATH']].join(delimiter),
      PROVABLE_SERVER: service.client.address,
      ...more,
    },
  });

describe('the README', () => {
  it('has commands that work as written', async () => {
    const { stdout } = await run(blockOfReadme('sh', 'provable certify'));
    expect(stdout).toMatch(/^mdl_[0-9a-f]+\njob_[0-9a-f]+ {2}succeeded\n/);
    expect(stdout).toContain('passed, ');
    expect(stdout).toContain('The certificate is valid.');
    expect((await file('results.csv')).trim().split('\n').length).toBeGreaterThan(30);
    expect(await file('report.html')).toMatch(/^<!doctype html>/i);
  });

  it('has a step that passes a model that is robust enough, and no other', async () => {
    const [step] = parse(blockOfReadme('yaml', 'run: ')) as { env: Record<string, string>; run: string }[];
    expect(Object.keys(step!.env)).toEqual(['PROVABLE_SERVER', 'PROVABLE_API_KEY']);
    const settings = { GITHUB_SHA: '1f2e3d4', GITHUB_STEP_SUMMARY: join(directory, 'step.md') };
    await run(step!.run, settings);
    expect(await file('step.md')).toContain('passed');
    expect(await file('gate.xml')).toMatch(/<testsuites?/);
    expect(JSON.parse(await file('certificate.json'))).toHaveProperty('signature');

    const strict = step!.run.replace('certified_accuracy@0.1>=0.6', 'certified_accuracy@0.5>=0.8');
    await expect(run(strict, settings)).rejects.toMatchObject({ code: 1 });
    expect(await file('gate.xml')).toContain('<failure');
    expect(await file('step.md')).toContain('failed');
  });
});
