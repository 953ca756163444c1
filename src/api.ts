import type { Logger } from 'pino';
import { buildApp } from './adapters/http/app.ts';
import type { Config } from './config.ts';
import type { Base } from './wiring.ts';
import { clock, MEBI, openIntake, PRODUCT } from './wiring.ts';

/** Longest wait for requests that are under way when the service closes, in milliseconds. */
const GRACE = 2000;
/** Milliseconds between looks whether the service can do its work. */
const LOOK_EVERY = 200;

/** Opens the HTTP API on the configured address and says where it listens, once it is ready. */
export async function serveApi(config: Config, base: Base, log: Logger): Promise<void> {
  const provable = await openIntake(config, base);
  const limits = { model: config.MAX_MODEL_MB * MEBI, dataset: config.MAX_DATASET_MB * MEBI };
  const app = buildApp({ provable, log, apiKey: config.API_KEY ?? null, limits, version: PRODUCT });
  base.closing.add(async () => {
    const callOff = clock.after(GRACE, () => app.server.closeAllConnections());
    await app.close();
    callOff();
  });
  const address = await app.listen({ host: config.HOST, port: config.PORT });
  while (Object.keys(await provable.unready()).length > 0) {
    await new Promise<void>((resolve) => clock.after(LOOK_EVERY, resolve));
  }
  const open = config.API_KEY === undefined ? ' (no API key is configured: open to this machine only)' : '';
  log.info({ address }, `listening at ${address}${open}`);
}
