import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { run } from '../../src/cli/run.ts';
import type { Environment } from '../../src/cli/io.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface Circumstances extends Environment {
  /** Standard output, or standard error, is a terminal. */
  readonly outTerminal?: boolean;
  readonly errorTerminal?: boolean;
  readonly interrupt?: AbortSignal;
  /** Called with all that standard error has got whenever it gets more. */
  readonly onError?: (text: string) => void;
}

class Collected extends Writable {
  readonly isTTY: boolean;
  text = '';
  readonly #tell: (text: string) => void;
  constructor(isTTY: boolean, tell: (text: string) => void = () => undefined) {
    super();
    this.isTTY = isTTY;
    this.#tell = tell;
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    this.#tell(this.text);
    done();
  }
}

/** The command line in this process, with everything that it says. */
export async function provable(argv: readonly string[], circumstances: Circumstances = {}): Promise<Ran> {
  const { outTerminal = false, errorTerminal = false, interrupt, onError, ...environment } = circumstances;
  const [stdout, stderr] = [new Collected(outTerminal), new Collected(errorTerminal, onError)];
  const code = await run(argv, {
    stdout,
    stderr,
    environment,
    interrupt: interrupt ?? new AbortController().signal,
    version: '1.2.3',
    verify: async (rest) => {
      stdout.write(`verify ${rest.join(' ')}\n`);
      return 1;
    },
  });
  return { code, out: stdout.text, error: stderr.text };
}

export type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

export interface Scripted {
  readonly address: string;
  /** Method and path of every request, in their order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A server that answers whatever a test needs to be answered, on a free port. */
export async function scripted(handler: Handler): Promise<Scripted> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => handler(request, response, Buffer.concat(pieces)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export const sendJson = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, {
    'content-type': status < 400 ? 'application/json' : 'application/problem+json',
  });
  response.end(JSON.stringify(value));
};
