import type { Writable } from 'node:stream';

/** A stream that a command writes to. */
export type Sink = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the environment says: the key comes from here or from a file, never from the command line, which others can read. */
export interface Environment {
  readonly server?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly apiKeyFile?: string | undefined;
}

/** What the command line has to do with the world. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly environment: Environment;
  /** Aborts with the name of a signal as its reason when the person, or the machine, wants an end. */
  readonly interrupt: AbortSignal;
  readonly version: string;
  /** Checks a certificate without the service: the arguments behind `verify`, the exit code. */
  verify(argv: readonly string[]): Promise<number>;
}

/**
 * One of the two streams. A reader that has gone away ends the writing and nothing else: what the exit code says stays
 * true. Other failures, such as a full disk, are thrown by whoever waits for `drained`.
 */
export class Output {
  readonly sink: Sink;
  #closed = false;
  #failure: Error | null = null;
  constructor(sink: Sink) {
    this.sink = sink;
    sink.on('error', (error: NodeJS.ErrnoException) => {
      this.#closed = true;
      if (error.code !== 'EPIPE') this.#failure = error;
    });
  }

  /** Nobody reads any more. */
  get closed(): boolean {
    return this.#closed;
  }

  get terminal(): boolean {
    return this.sink.isTTY === true;
  }

  /** Resolves when it is handed on: memory does not fill with what a slow reader has not taken. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.#closed) return;
    await new Promise<void>((resolve) => this.sink.write(bytes, () => resolve()));
  }

  /** @throws what went wrong in writing, except that a reader has gone. */
  drained(): void {
    if (this.#failure) throw this.#failure;
  }
}
