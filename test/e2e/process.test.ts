import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { processesWith, start, temporaryDirectory } from '../support/processes.ts';
import type { Directory, Started } from '../support/processes.ts';

const open: Started[] = [];
const directories: Directory[] = [];
async function standalone(
  settings: Record<string, string> = {},
): Promise<{ process: Started; path: string }> {
  const directory = await temporaryDirectory();
  directories.push(directory);
  const process = start('standalone', { DATA_DIR: directory.path, RUNNERS: '1', ...settings });
  open.push(process);
  return { process, path: directory.path };
}
const addressOf = async (process: Started) =>
  (await process.line((line) => line.address !== undefined)).address!;

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.end()));
  await Promise.all(directories.splice(0).map((one) => one.remove()));
});

describe('the process', () => {
  it('refuses to start on a wrong configuration, and says all that is wrong', async () => {
    const wrong = {
      PORT: 'x',
      RUNNERS: '0',
      REDIS_URL: 'http://x',
      LOG_LEVEL: 'loud',
      API_KEY: 'short',
      HOST: '127.0.0.1',
    };
    const { process } = await standalone(wrong);
    const { code, errors } = await process.exit;
    expect(code).toBe(78);
    for (const name of ['PORT', 'RUNNERS', 'REDIS_URL', 'LOG_LEVEL', 'API_KEY'])
      expect(errors).toContain(`${name}:`);
    expect(errors).not.toContain('    at ');
  });

  it('does not open itself to others without a key, and says how to make one', async () => {
    const { process } = await standalone({ HOST: '0.0.0.0' });
    const { code, errors } = await process.exit;
    expect(code).toBe(78);
    expect(errors).toContain('openssl rand -hex 32');
  });

  it('leaves nothing running when its port is taken', async () => {
    const first = await standalone();
    const port = new URL(await addressOf(first.process)).port;
    const second = await standalone({ PORT: port });
    const { code, errors } = await second.process.exit;
    expect(code).toBe(1);
    expect(errors).toContain('Set PORT');
    expect(errors).not.toContain('    at ');
    expect(processesWith(second.path)).toEqual([]);
  });

  it('ends in order while a client is in the middle of an upload', async () => {
    const { process, path } = await standalone();
    const { hostname, port, host } = new URL(await addressOf(process));
    const client = connect(Number(port), hostname);
    client.on('error', () => undefined);
    const head = `POST /v1/models HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/octet-stream\r\ncontent-length: 1000000\r\n\r\n`;
    await new Promise<void>((resolve) => client.write(`${head}half`, () => resolve()));
    process.child.kill('SIGINT');
    expect((await process.exit).code).toBe(0);
    client.destroy();
    expect(processesWith(path)).toEqual([]);
  });

  it('leaves nothing running when it is interrupted while it starts', async () => {
    const { process, path } = await standalone();
    await process.line(({ kind }) => kind !== undefined); // it has its queue, and nothing else yet
    process.child.kill('SIGINT');
    expect((await process.exit).code).toBe(0);
    expect(processesWith(path)).toEqual([]);
  });
});
