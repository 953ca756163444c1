import type { Logger } from 'pino';
import { buildApp } from './adapters/http/app.ts';
import type { Config } from './config.ts';
import type { Base } from './wiring.ts';
import { MEBI, openIntake, PRODUCT } from './wiring.ts';

/** Opens the HTTP API on the configured address and says where it listens, once it is ready. */
export async function serveApi(config: Config, base: Base, log: Logger): Promise<string> {
  const provable = openIntake(config, base);
  const limits = { model: config.MAX_MODEL_MB * MEBI, dataset: config.MAX_DATASET_MB * MEBI };
  const app = buildApp({ provable, log, apiKey: config.API_KEY ?? null, limits, version: PRODUCT });
  const address = await app.listen({ host: config.HOST, port: config.PORT });
  base.closing.add(() => app.close());
  const open = config.API_KEY === undefined ? ' (no API key is configured: open to this machine only)' : '';
  log.info({ address }, `listening at ${address}${open}`);
  return address;
}
