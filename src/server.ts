import { readConfig } from './config.ts';
import { serveApi } from './api.ts';
import { openLog } from './log.ts';
import { runService } from './service-process.ts';
import { openBase } from './wiring.ts';

/** The HTTP API alone; workers run elsewhere. */
await runService(async () => {
  const config = readConfig();
  const log = openLog(config.LOG_LEVEL, process.stdout.isTTY);
  const base = await openBase(config, log);
  await serveApi(config, base, log);
  return { log, closing: base.closing };
});
