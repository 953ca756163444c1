import { Client } from './client.ts';
import { runnersOf, start, temporaryDirectory } from './processes.ts';
import type { Line, Started } from './processes.ts';

/** The standalone service as a user starts it, in a directory of its own. */
export interface Standalone {
  readonly client: Client;
  readonly directory: string;
  readonly process: Started;
  readonly runners: () => readonly number[];
  /** Ends the process with a signal and starts it again on the same directory, with further settings. */
  restart(signal: NodeJS.Signals, more?: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

export async function startStandalone(settings: Record<string, string> = {}): Promise<Standalone> {
  const directory = await temporaryDirectory();
  const env = {
    DATA_DIR: directory.path,
    RUNNERS: '2',
    LEASE_SECONDS: '2',
    RECONCILE_SECONDS: '0.5',
    ...settings,
  };
  const open = async (more: Record<string, string> = {}) => {
    const started = start('standalone', { ...env, ...more });
    const { address } = await started.line((line: Line) => line.address !== undefined);
    return { process: started, client: new Client(address!) };
  };
  let current = await open();
  return {
    get client() {
      return current.client;
    },
    get process() {
      return current.process;
    },
    directory: directory.path,
    runners: () => runnersOf(current.process),
    async restart(signal, more) {
      await current.process.end(signal);
      current = await open(more);
    },
    async close() {
      await current.process.end();
      await directory.remove();
    },
  };
}
