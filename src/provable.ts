#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './cli/run.ts';
import { clientEnvironment } from './config.ts';

/** The command line: talks to a service over HTTP, and checks certificates without one. */

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // the second is not asked why
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(signal);
  });
}

/** Loads what it takes to run models only when a certificate is to be checked. */
async function verify(argv: readonly string[]): Promise<number> {
  interruption.signal.addEventListener('abort', () => process.exit(130));
  const [{ runVerify }, { verifyIo }] = await Promise.all([
    import('./verify/command.ts'),
    import('./verifying.ts'),
  ]);
  return runVerify(argv, verifyIo());
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: clientEnvironment(),
  interrupt: interruption.signal,
  version,
  verify,
});
