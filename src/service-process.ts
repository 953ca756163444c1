import type { Logger } from 'pino';
import { Closing } from './closing.ts';
import type { Config } from './config.ts';
import { ConfigError, readConfig } from './config.ts';
import { openLog } from './log.ts';

/** Milliseconds that an orderly end may take. */
const PATIENCE = 15_000;

/** Milliseconds that a start may take to come to its end, so that what it opens can be closed. */
const OPENING = 3000;

type Open = (config: Config, log: Logger, closing: Closing) => Promise<void>;

/**
 * Opens a service, and closes in reverse order what it opened: on SIGINT or SIGTERM, also while it opens, and when it cannot
 * be opened. A second signal ends the process at once.
 */
export async function runService(open: Open): Promise<void> {
  const config = configuration();
  const log = openLog(config.LOG_LEVEL, process.stdout.isTTY);
  const closing = new Closing();
  let opening: Promise<unknown> = Promise.resolve();
  let ending = false;

  const end = (code: number) => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE).unref();
    const opened = Promise.race([opening, new Promise((resolve) => setTimeout(resolve, OPENING))]);
    const closed = opened.then(() => closing.close());
    closed.then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  const signalled = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'closing');
    end(0);
  };
  process.on('SIGINT', signalled);
  process.on('SIGTERM', signalled);

  opening = open(config, log, closing).catch((error: unknown) => {
    if (ending) return;
    process.stderr.write(`The service cannot start: ${wordsOf(error)}\n`);
    log.debug({ err: error }, 'start failed');
    end(1);
  });
  await opening;
}

function configuration(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

/** What a person can do about the common reasons. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${message}. Set PORT to another port, or to 0 for a free one`;
  return message || code || error.name;
}
