import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { blockOfReadme } from '../support/readme.ts';
import { startStandalone } from '../support/standalone.ts';

const ROOT = join(import.meta.dirname, '../..');
const PYTHON = '/usr/bin/python3';

it('has a README whose Python works as written, with requests alone', async () => {
  const script = blockOfReadme('python', 'import requests');
  const modules = [...script.matchAll(/^(?:import|from) (.*)$/gm)].flatMap(([, names]) => names!.split(', '));
  expect(modules).toEqual(['json', 'os', 'time', 'requests']);

  const service = await startStandalone({ API_KEY: 'a-key-that-is-long-enough-for-it' });
  const directory = await mkdtemp(join(tmpdir(), 'provable-python-'));
  try {
    await symlink(join(ROOT, 'src'), join(directory, 'src'));
    const run = (key: string) =>
      promisify(execFile)(PYTHON, ['-c', script], {
        cwd: directory,
        env: { PROVABLE_SERVER: service.client.address, PROVABLE_API_KEY: key },
      });
    const { stdout } = await run('a-key-that-is-long-enough-for-it');
    expect(stdout).toMatch(/^radius 0: \d+% certified, \d+% proved of all at once\nradius 0\.1: /);
    expect(JSON.parse(await readFile(join(directory, 'certificate.json'), 'utf8'))).toHaveProperty(
      'signature',
    );
    await expect(run('another-key')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not a valid key') as string,
    });
  } finally {
    await service.close();
    await rm(directory, { recursive: true });
  }
});
