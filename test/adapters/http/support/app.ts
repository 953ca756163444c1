import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { buildApp } from '../../../../src/adapters/http/app.ts';
import type { AppOptions } from '../../../../src/adapters/http/app.ts';
import type { App } from '../../../../src/adapters/http/route.ts';
import type { Provable } from '../../../../src/service/provable.ts';
import { stubProvable } from './provable.ts';

export interface Line {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The application over a stub, with its log as it was written. */
export function testApp(
  over: Partial<Provable> = {},
  options: Partial<Omit<AppOptions, 'provable' | 'log'>> = {},
): { app: App; lines: Line[] } {
  const lines: Line[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as Line);
      done();
    },
  });
  const app = buildApp({
    provable: stubProvable(over),
    log: pino({ level: 'info' }, stream),
    apiKey: null,
    version: '1.2.3',
    limits: { model: 1_000_000, dataset: 1_000_000 },
    ...options,
  });
  return { app, lines };
}

/** Listens on a free port of this machine; answers the port. */
export async function listening(app: App): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}
