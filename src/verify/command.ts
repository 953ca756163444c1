import type { Certificate } from './certificate.ts';
import { Findings, type Finding } from './finding.ts';
import { JsonError, readJson, type JsonObject } from './json.ts';
import { readKeys, type Keys } from './keys.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { printed } from './printed.ts';
import { choose, type Replayed } from './replay.ts';
import { isObject } from './shape.ts';
import { verifyCertificate, type Evidence, type Verification } from './verification.ts';

/** A dataset as it was uploaded. */
export interface DatasetFiles {
  readonly file: string;
  readonly labels?: string | undefined;
  /** What was declared with it. */
  readonly declaration: JsonObject;
}

/** Opens the files of models and data, and computes samples again. */
export interface Laboratory {
  /** Of a file's bytes: `sha256:…`. */
  digest(path: string): Promise<string>;
  /** Answers the path of the canonical form. */
  examine(files: DatasetFiles): Promise<string>;
  replay(
    certificate: Certificate,
    places: readonly number[],
    paths: { readonly model: string; readonly denoiser?: string | undefined; readonly dataset: string },
  ): Promise<Replayed>;
  close(): Promise<void>;
}

/** What the command does with the world. */
export interface VerifyIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** At most so many bytes; more is an error. */
  read(path: string, most: number): Promise<Uint8Array>;
  stream(path: string): AsyncIterable<Uint8Array>;
  fetch(url: string, most: number): Promise<Uint8Array>;
  now(): Date;
  /** A whole number below another, by chance. */
  random(below: number): number;
  laboratory(): Laboratory;
}

/** Bytes of a certificate with a thousand rows, and much to spare. */
const MOST_CERTIFICATE = 64 * 1024 * 1024;
const MOST_KEYS = 1024 * 1024;

/** `provable verify`: 0 for a valid certificate, 1 for one that is not, 2 where that could not be found out. */
export async function runVerify(argv: readonly string[], io: VerifyIo): Promise<number> {
  const options = readOptions(argv);
  if (options === null) {
    io.out(HELP);
    return 0;
  }
  if (typeof options === 'string') {
    io.error(`provable verify: ${options}\n\n${HELP}`);
    return 2;
  }
  const opened: Laboratory[] = [];
  const laboratory = () => opened[0] ?? (opened[0] = io.laboratory());
  try {
    const { keys, findings } = await keysFor(options, io);
    const evidence = await gather(options, keys, io, laboratory);
    const found = withFindings(await verifyCertificate(evidence), findings);
    io.out(options.json ? `${JSON.stringify(found, null, 2)}\n` : printed(found));
    return { valid: 0, invalid: 1, unchecked: 2 }[found.verdict];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    io.error(`provable verify: ${error.message.replaceAll(/\p{C}/gu, ' ')}\n`);
    return 2;
  } finally {
    for (const one of opened) await one.close();
  }
}

async function keysFor(
  { jwks }: Options,
  io: VerifyIo,
): Promise<{ keys: Keys | null; findings: readonly Finding[] }> {
  if (jwks === undefined) return { keys: null, findings: [] };
  const isUrl = /^https?:\/\//i.test(jwks);
  const bytes = await (isUrl ? io.fetch(jwks, MOST_KEYS) : io.read(jwks, MOST_KEYS));
  const findings = new Findings();
  return { keys: readKeys(bytes, findings.report), findings: findings.all() };
}

const withFindings = (found: Verification, more: readonly Finding[]): Verification => ({
  ...found,
  findings: [...found.findings, ...more],
});

async function gather(
  options: Options,
  keys: Keys | null,
  io: VerifyIo,
  laboratory: () => Laboratory,
): Promise<Evidence> {
  const { model, denoiser, outcomes, replay, unsigned } = options;
  const data = await dataFor(options, io, laboratory);
  const digest = async (path: string | undefined) => path && (await laboratory().digest(path));
  const files = { model: await digest(model), denoiser: await digest(denoiser), dataset: await digest(data) };
  return {
    bytes: await io.read(options.certificate, MOST_CERTIFICATE),
    keys,
    unsigned,
    now: io.now(),
    files: Object.fromEntries(Object.entries(files).filter(([, one]) => one)),
    ...(outcomes !== undefined && { outcomes: io.stream(outcomes) }),
    ...(replay &&
      model !== undefined &&
      data !== undefined && {
        replay: {
          choose: (total: number) => choose(replay, total, (below) => io.random(below)),
          run: (certificate: Certificate, places: readonly number[]) =>
            laboratory().replay(certificate, places, { model, denoiser, dataset: data }),
        },
      }),
  };
}

/** The canonical form of the dataset, whose digest the certificate states. */
async function dataFor(
  { dataset, labels, declare }: Options,
  io: VerifyIo,
  laboratory: () => Laboratory,
): Promise<string | undefined> {
  if (dataset === undefined) return undefined;
  const declaration = declare === undefined ? {} : await declarationIn(declare, io);
  return laboratory().examine({ file: dataset, labels, declaration });
}

async function declarationIn(path: string, io: VerifyIo): Promise<JsonObject> {
  try {
    const value = readJson(await io.read(path, MOST_KEYS));
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new Error(`${path}: ${error.message}`, { cause: error });
  }
  throw new Error(`${path}: an object is expected`);
}
