import { serveApi } from './api.ts';
import { runService } from './service-process.ts';
import { openBase } from './wiring.ts';

/** The HTTP API alone; workers run elsewhere. */
await runService(async (config, log, closing) => {
  await serveApi(config, await openBase(config, log, closing), log);
});
