import { runService } from './service-process.ts';
import { openBase, openUpkeep, openWorker } from './wiring.ts';

/** Takes chunks from the queue and drives the runners; keeps queue and records in agreement. */
await runService(async (config, log, closing) => {
  const base = await openBase(config, log, closing);
  await openWorker(config, base, log);
  await openUpkeep(config, base);
  log.info({ runners: config.RUNNERS }, 'working');
});
