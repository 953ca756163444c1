import { readConfig } from './config.ts';
import { serveApi } from './api.ts';
import { openLog } from './log.ts';
import { runService } from './service-process.ts';
import { openBase, openUpkeep, openWorker } from './wiring.ts';

/** Everything on one machine, in one process and its runners. */
await runService(async () => {
  const config = readConfig();
  const log = openLog(config.LOG_LEVEL, process.stdout.isTTY);
  const base = await openBase(config, log);
  await openWorker(config, base, log);
  await openUpkeep(config, base);
  await serveApi(config, base, log);
  return { log, closing: base.closing };
});
