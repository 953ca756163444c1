import { readConfig } from './config.ts';
import { openLog } from './log.ts';
import { runService } from './service-process.ts';
import { openBase, openUpkeep, openWorker } from './wiring.ts';

/** Takes chunks from the queue and drives the runners; keeps queue and records in agreement. */
await runService(async () => {
  const config = readConfig();
  const log = openLog(config.LOG_LEVEL, process.stdout.isTTY);
  const base = await openBase(config, log);
  await openWorker(config, base, log);
  await openUpkeep(config, base);
  log.info({ runners: config.RUNNERS }, 'working');
  return { log, closing: base.closing };
});
