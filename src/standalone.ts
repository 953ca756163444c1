import { serveApi } from './api.ts';
import { runService } from './service-process.ts';
import { openBase, openUpkeep, openWorker } from './wiring.ts';

/** Everything on one machine, in one process and its runners. */
await runService(async (config, log, closing) => {
  const base = await openBase(config, log, closing);
  await openWorker(config, base, log);
  await openUpkeep(config, base);
  await serveApi(config, base, log);
});
