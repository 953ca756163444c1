import { pino } from 'pino';
import type { Provable } from '../../../service/provable.ts';
import { buildApp } from '../app.ts';

/** No request is ever made: the document follows from the routes alone. */
const absent = new Proxy({} as Provable, {
  get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not there`)),
});

/** The OpenAPI document as YAML, as it is committed. */
export async function openApiText(version: string): Promise<string> {
  const app = buildApp({
    provable: absent,
    log: pino({ level: 'silent' }),
    apiKey: null,
    version,
    limits: { model: 1, dataset: 1 },
  });
  await app.ready();
  try {
    return app.swagger({ yaml: true });
  } finally {
    await app.close();
  }
}
