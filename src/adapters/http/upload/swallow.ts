import type { IncomingMessage } from 'node:http';

/** Enough for a client that reads the answer only after it has sent everything. */
const MOST = 1024 ** 3;

/** Reads on and forgets, so that a refused client sees its answer instead of a broken connection. */
export function swallow(request: IncomingMessage): void {
  if (request.complete && request.readableEnded) return;
  let seen = 0;
  request.unpipe();
  request.on('error', () => undefined);
  request.on('data', (bytes: Buffer) => {
    seen += bytes.length;
    if (seen > MOST) request.destroy();
  });
  request.resume();
}
