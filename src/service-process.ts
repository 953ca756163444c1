import type { Logger } from 'pino';
import { ConfigError } from './config.ts';
import type { Closing } from './wiring.ts';

/** Milliseconds that an orderly end may take. */
const PATIENCE = 15_000;

/** Opens a service, and closes it in order on SIGINT or SIGTERM. A second signal ends the process at once. */
export async function runService(open: () => Promise<{ log: Logger; closing: Closing }>): Promise<void> {
  const service = await open().catch((error: unknown) => {
    const text = error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error);
    process.stderr.write(`${text}\n`);
    process.exit(error instanceof ConfigError ? 78 : 1);
  });
  const { log, closing } = service;
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), PATIENCE).unref();
    closing.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
