import { Agent as PlainAgent, request as plain } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as secure } from 'node:https';
import { Readable } from 'node:stream';
import { EXIT, Failure } from './failure.ts';
import { failureOf } from './problem.ts';

export interface Body {
  readonly type: string;
  /** Bytes, where they are known beforehand. */
  readonly length?: number;
  readonly stream: Readable;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** Milliseconds without a byte after which the service counts as silent. */
  readonly silence?: number;
  readonly signal?: AbortSignal;
}

const SILENCE = 120_000;
const MOST_JSON = 256 * 1024 * 1024;

/**
 * The service at an address. Redirections are not followed: the key goes where it was meant to go, or nowhere. A request has a
 * connection of its own, so that none fails on one that was closed while nobody looked.
 */
export class Service {
  readonly address: string;
  readonly #server: URL;
  readonly #key: string | null;
  readonly #signal: AbortSignal;
  constructor(server: URL, key: string | null, signal: AbortSignal) {
    this.#server = server;
    this.address = `${server.origin}${server.pathname.replace(/\/+$/, '')}`;
    this.#key = key;
    this.#signal = signal;
  }

  /** The same service for what must be said after an interruption, within so many milliseconds. */
  uninterrupted(milliseconds: number): Service {
    return new Service(this.#server, this.#key, AbortSignal.timeout(milliseconds));
  }

  /** The answer, when it is one of success. @throws Failure with what the service said, or that it said nothing. */
  async ask(path: string, asked: Ask = {}): Promise<IncomingMessage> {
    const answer = await this.#send(path, asked);
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return answer;
    throw await failureOf(answer, this.address, this.#key !== null);
  }

  async json<T>(path: string, asked: Ask = {}): Promise<T> {
    return (await this.answer<T>(path, asked)).value;
  }

  /** What was answered, and with which status. */
  async answer<T>(path: string, asked: Ask = {}): Promise<{ status: number; value: T }> {
    const answer = await this.ask(path, { accept: 'application/json', ...asked });
    const text = await this.#text(answer);
    const type = answer.headers['content-type'] ?? 'nothing';
    try {
      if (/^application\/([a-z.+-]+\+)?json\b/.test(type))
        return { status: answer.statusCode ?? 0, value: JSON.parse(text) as T };
    } catch {
      // told below, with what else is not JSON
    }
    throw this.stranger(`it answered ${path.split('?', 1)[0]} with ${type}`);
  }

  post<T>(path: string, value: object, asked: Ask = {}): Promise<T> {
    return this.json<T>(path, { method: 'POST', ...asked, body: jsonBody(value) });
  }

  async #text(answer: IncomingMessage): Promise<string> {
    const pieces: Buffer[] = [];
    let size = 0;
    try {
      for await (const piece of answer as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > MOST_JSON) throw this.stranger('its answer has no end');
        pieces.push(piece);
      }
    } catch (error) {
      throw this.failed(error);
    }
    return Buffer.concat(pieces).toString();
  }

  #send(path: string, asked: Ask): Promise<IncomingMessage> {
    const { method = 'GET', body, silence = SILENCE } = asked;
    const url = new URL(`${this.address}${path}`);
    const isSecure = url.protocol === 'https:';
    // a server that may keep the connection does not break it off under an answer that comes before the body is sent
    const agent = new (isSecure ? SecureAgent : PlainAgent)({ keepAlive: true });
    const options: RequestOptions = {
      method,
      agent,
      headers: this.#headers(asked),
      signal: asked.signal ? AbortSignal.any([asked.signal, this.#signal]) : this.#signal,
    };
    return new Promise((resolve, reject) => {
      const request = (isSecure ? secure : plain)(url, options, resolve);
      request.setTimeout(silence, () => request.destroy(silent(silence)));
      request.on('error', (error) => reject(this.failed(error)));
      request.once('error', () => agent.destroy());
      request.once('response', (answer) => {
        for (const end of ['end', 'close']) answer.once(end, () => agent.destroy());
      });
      if (!body) {
        request.end();
        return;
      }
      // an answer that comes before the body is sent is the answer: nothing more is read of the file, or sent
      request.once('response', () => body.stream.unpipe(request).destroy());
      body.stream.on('error', (error) => request.destroy(error));
      body.stream.pipe(request);
    });
  }

  #headers({ accept = '*/*', headers, body }: Ask): Record<string, string> {
    return {
      accept,
      ...(body && { 'content-type': body.type }),
      ...(body?.length !== undefined && { 'content-length': String(body.length) }),
      ...(this.#key !== null && { authorization: `Bearer ${this.#key}` }),
      ...headers,
    };
  }

  /** What a broken connection is to a person. Ends that were asked for pass as they are. */
  failed(error: unknown): Error {
    if (!(error instanceof Error)) return new Error(String(error));
    if (error instanceof Failure || error.name === 'AbortError') return error;
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    // a file that cannot be read is no fault of the service
    if (syscall === 'open' || syscall === 'read' || syscall === 'stat') return error;
    const reason = message || code || error.name;
    const hint =
      this.#server.port === '8080' && code === 'ECONNREFUSED'
        ? 'is it running? `npm start` starts it; --server or PROVABLE_SERVER says where it is'
        : undefined;
    return new Failure(`no answer from ${this.address}: ${reason}`, {
      code: 'unreachable',
      exit: EXIT.unreachable,
      ...(hint !== undefined && { hint }),
    });
  }

  /** What answers there speaks another language. */
  stranger(why: string): Failure {
    return new Failure(`what answers at ${this.address} is not Provable: ${why}`, {
      code: 'not_provable',
      exit: EXIT.unreachable,
    });
  }
}

const silent = (milliseconds: number) =>
  new Error(`nothing came for ${Math.round(milliseconds / 1000)} seconds`);

function jsonBody(value: object): Body {
  const bytes = Buffer.from(JSON.stringify(value));
  return { type: 'application/json', length: bytes.length, stream: Readable.from([bytes]) };
}
