import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIABLES } from '../../src/config.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const ROOT = join(import.meta.dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

let service: Standalone;
beforeAll(async () => {
  service = await startStandalone();
});
afterAll(() => service.close());

describe('the README', () => {
  it('has a session that works as written', async () => {
    const session = [...README.matchAll(/```sh\n([\s\S]*?)```/g)]
      .map(([, text]) => text!)
      .find((text) => text.includes('curl'));
    expect(session).toContain('/v1/jobs');
    const out = await mkdtemp(join(tmpdir(), 'provable-readme-'));
    // as written, but for the address and the directory that its files are written to
    const script = session!
      .replaceAll('http://127.0.0.1:8080', service.client.address)
      .replaceAll('@src/', `@${ROOT}/src/`);
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { cwd: out });
    expect(JSON.parse(await readFile(join(out, 'job.json'), 'utf8'))).toMatchObject({ status: 'succeeded' });
    await rm(out, { recursive: true });
    const lines = stdout.trim().split('\n');
    const [summary, bounds] = [lines[0]!, lines.at(-1)!].map(
      (line) => JSON.parse(line) as { certified_accuracy: { radius: number; value: number }[] },
    );
    const csv = lines.slice(1, -1).filter((line) => line !== '');
    expect(summary!.certified_accuracy.map(({ radius }) => radius)).toEqual([0, 0.1, 0.25, 0.5]);
    expect(summary!.certified_accuracy[0]!.value).toBeGreaterThan(0.8);
    expect(csv).toHaveLength(51);
    expect(csv[0]).toContain('radius');
    expect(bounds!.certified_accuracy.map(({ radius }) => radius)).toEqual([0, 0.05, 0.1]);
    expect(bounds!.certified_accuracy[2]!.value).toBeGreaterThan(0.7);
  });

  it('names every route of the service', async () => {
    const { body } = await service.client.ask<{ paths: Record<string, unknown> }>('/openapi.json');
    const named = README.replaceAll('[/{id}]', '');
    for (const path of Object.keys(body.paths)) {
      const plain = path
        .replace(/^(\/v1\/(?:models|datasets|jobs))\/\{[a-z_]+\}$/, '$1')
        .replace(/\{[a-z_]+\}/, '{id}');
      expect(named, path).toContain(plain);
    }
  });

  it('names no variable that does not exist, and only leaves out what tests need', () => {
    const table = README.slice(README.indexOf('| variable |'));
    const named = [...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name!);
    expect(named.filter((name) => !(name in VARIABLES))).toEqual([]);
    const left = Object.keys(VARIABLES).filter((name) => !named.includes(name));
    expect(left).toEqual(['CHUNK_SAMPLES', 'ALIVE_FILE']);
  });
});
