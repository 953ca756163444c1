import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const whole = (low: number, high: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(low).max(high));
const seconds = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number of seconds')
    .transform(Number)
    .pipe(z.number().min(low).max(high));
const url = (...schemes: readonly string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(scheme)), {
    error: `must start with ${schemes.join(' or ')}`,
  });
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Every variable that the service reads, with its default. Anything else in the environment is ignored. */
export const VARIABLES = {
  HOST: z.string().min(1).default('127.0.0.1').describe('Address that the API listens on'),
  PORT: whole(0, 65_535).default(8080).describe('Port of the API; 0 picks a free one'),
  DATA_DIR: z.string().min(1).default('./data').describe('Everything that a single machine keeps'),
  REDIS_URL: url('redis://', 'rediss://', 'unix://')
    .optional()
    .describe('The queue; a private one when unset'),
  DATABASE_URL: url('postgres://', 'postgresql://', 'sqlite:')
    .optional()
    .describe('The records; a SQLite file in DATA_DIR when unset'),
  BLOB_URL: url('/', './', 'file://')
    .optional()
    .describe('A folder for models and data; in DATA_DIR when unset'),
  RUNNERS: whole(1, 256).default(availableParallelism()).describe('Runner processes of a worker'),
  RUNNER_MEMORY_MB: whole(1024, 1_048_576).default(4096).describe('Limit on the address space of a runner'),
  MAX_MODEL_MB: whole(1, 2048).default(512).describe('Largest model'),
  MAX_DATASET_MB: whole(1, 2048).default(1024).describe('Largest dataset upload'),
  EXAMINE_SECONDS: seconds(1, 600)
    .default(8)
    .describe('Time to examine a model before it is refused; a dataset has eight times as long'),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  API_KEY: z
    .string()
    .regex(
      /^\S{24,}$/,
      'must have at least 24 characters and no white space; make one with: openssl rand -hex 32',
    )
    .optional()
    .describe('Clients must send it as a bearer token; needed to listen beyond this machine'),
  WEBHOOK_SECRET: z
    .string()
    .regex(
      /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      'must be whsec_ and 24 to 64 bytes in base64',
    )
    .optional()
    .describe('Signs announcements; made at first start and kept in the records when unset'),
  WEBHOOK_ALLOW_PRIVATE: flag.default(false).describe('Let webhooks reach loopback and private addresses'),
  SIGNING_KEY: z
    .string()
    .optional()
    .describe(
      'Signs certificates: an Ed25519 private key as PEM or JWK, or the path of a file; made at first start and kept in DATA_DIR/keys when unset',
    ),
  SIGNING_KEYS_RETIRED: z
    .string()
    .optional()
    .describe('Public keys that signed elsewhere and stay listed: PEM or JWK Set, or the path of a file'),
  CHUNK_SECONDS: seconds(0.01, 3600).default(2).describe('Work in a chunk'),
  CHUNK_SAMPLES: whole(1, 1_000_000).optional().describe('Samples in a chunk, whatever the time'),
  LEASE_SECONDS: seconds(0.5, 600).default(10).describe('How long a silent worker keeps a chunk'),
  RECONCILE_SECONDS: seconds(0.1, 600).default(5).describe('How often queue and records are compared'),
  ALIVE_FILE: z
    .string()
    .optional()
    .describe('A worker touches it whenever records and queue were found in order'),
} as const;

export type Config = Omit<
  { [Key in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[Key]> },
  'BLOB_URL'
> & {
  readonly DATABASE_URL: string;
  /** A directory's absolute path. */
  readonly BLOB_DIR: string;
  /** Where to look for programs. */
  readonly PATH: string;
};

/** A start that is refused: every wrong value in one message. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** Where to look for programs. */
export const searchPath = (env: NodeJS.ProcessEnv = process.env): string => env['PATH'] ?? '';

/** What the command line finds in its environment; the service reads none of it. */
export const clientEnvironment = (
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<'server' | 'apiKey' | 'apiKeyFile', string | undefined>> => ({
  server: env['PROVABLE_SERVER'],
  apiKey: env['PROVABLE_API_KEY'],
  apiKeyFile: env['PROVABLE_API_KEY_FILE'],
});

/** The configuration, or a ConfigError with all that is wrong. Empty variables count as unset. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(VARIABLES)) {
    const parsed = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(...parsed.error.issues.map(({ message }) => `${name}: ${message}`));
  }
  const { HOST, API_KEY } = values;
  if (typeof HOST === 'string' && !LOOPBACK.test(HOST) && !env['API_KEY'] && API_KEY === undefined) {
    faults.push(
      `HOST: listening on ${HOST} needs an API key; make one with: export API_KEY=$(openssl rand -hex 32)`,
    );
  }
  if (faults.length > 0) throw new ConfigError(faults);
  const { BLOB_URL, ...rest } = values as Omit<Config, 'BLOB_DIR' | 'PATH'> & { BLOB_URL?: string };
  const directory = resolve(rest.DATA_DIR);
  return {
    ...rest,
    DATA_DIR: directory,
    DATABASE_URL: rest.DATABASE_URL ?? `sqlite:${directory}/provable.sqlite`,
    BLOB_DIR: BLOB_URL === undefined ? `${directory}/blobs` : resolve(BLOB_URL.replace(/^file:\/\//, '')),
    PATH: searchPath(env),
  };
}
