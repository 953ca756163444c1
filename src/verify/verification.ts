import { createHash } from 'node:crypto';
import { canonical, parting } from './canonical.ts';
import { CERTIFICATE, FORMAT, VERSION, type Certificate, type Row } from './certificate.ts';
import { checkConsistency } from './consistency.ts';
import { Findings, shown, type Check, type Finding, type Report } from './finding.ts';
import { JsonError, readJson, type Json, type JsonObject } from './json.ts';
import type { Keys } from './keys.ts';
import { Ledger } from './ledger.ts';
import { linesOf } from './lines.ts';
import { METHODS } from './methods/index.ts';
import type { Reading } from './methods/rules.ts';
import { compareReplay, type Replay } from './replay.ts';
import { checkSeed } from './seed.ts';
import { isObject } from './shape.ts';
import { checkSignature } from './signature.ts';
import { checkCurve, checkJoint, checkSummary } from './summary.ts';

/** The digest of a dataset is that of its values as the model takes them. */
const DECLARED =
  '; what was declared with it (a scale, a layout) is part of that: give it by --declare, as it was uploaded';

/** A certificate, and all that it can be held against. */
export interface Evidence {
  /** As it was served. */
  readonly bytes: Uint8Array;
  /** Its outcomes, where it names them by their digest only. */
  readonly outcomes?: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | undefined;
  /** Null where there are none: then the signature is not checked. */
  readonly keys: Keys | null;
  /** Leaves the signature out of account. */
  readonly unsigned?: boolean;
  readonly now: Date;
  /** Digests of files at hand. */
  readonly files?: { readonly model?: string; readonly denoiser?: string; readonly dataset?: string };
  readonly replay?: { readonly run: Replay; choose(total: number): readonly number[] };
}

export interface Verification {
  /** Nothing is wrong, and nothing that was to be checked was left out. */
  readonly valid: boolean;
  readonly verdict: 'valid' | 'invalid' | 'unchecked';
  readonly checks: readonly Check[];
  readonly findings: readonly Finding[];
}

/** Holds a certificate against itself, its keys, its outcomes, and what else is at hand. Never throws for what is in it. */
export async function verifyCertificate(evidence: Evidence): Promise<Verification> {
  const examination = new Examination(evidence);
  await examination.run();
  return examination.result();
}

class Examination {
  readonly #evidence: Evidence;
  readonly #findings = new Findings();
  readonly #checks: Check[] = [];

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  result(): Verification {
    const invalid = this.#findings.count('error') > 0;
    const open = this.#checks.some(({ result }) => result === 'unchecked');
    const verdict = invalid ? 'invalid' : open ? 'unchecked' : 'valid';
    return { valid: verdict === 'valid', verdict, checks: this.#checks, findings: this.#findings.all() };
  }

  async run(): Promise<void> {
    const value = this.#read();
    if (value === null) return;
    const { keys, now, unsigned } = this.#evidence;
    if (!unsigned)
      await this.#check('signature', 'signed by a known key', (report) =>
        checkSignature(value, keys, now, report),
      );
    const formed = await this.#check('format', `${FORMAT}, version ${VERSION}`, (report) =>
      hasFormat(value, report),
    );
    if (!formed) return;
    const certificate = value as unknown as Certificate;
    const reading = await this.#reading(certificate);
    const report = this.#findings.report;
    if (reading) {
      await this.#check('consistency', 'what is said twice agrees', (say) =>
        checkConsistency(certificate, reading, say),
      );
    }
    await this.#check('seed', 'the seed follows from what it is derived from', (say) =>
      checkSeed(certificate, say),
    );
    await this.#files(certificate);
    const rows = await this.#outcomes(certificate, reading, report);
    if (rows) await this.#replay(certificate, rows);
  }

  #read(): JsonObject | null {
    const { bytes } = this.#evidence;
    const report = this.#findings.report;
    const fail = (detail: string): null => {
      this.#checks.push({ name: 'bytes', result: 'failed', detail });
      return null;
    };
    let value: Json;
    try {
      value = readJson(bytes);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      report(error.path, error.code, error.message);
      return fail('the certificate cannot be read');
    }
    if (!isObject(value)) {
      report('', 'type_wrong', 'a certificate is an object');
      return fail('the certificate is no object');
    }
    const [given, expected] = [Buffer.from(bytes).toString(), canonical(value)];
    if (given === expected)
      this.#checks.push({ name: 'bytes', result: 'passed', detail: 'canonical JSON (RFC 8785)' });
    else {
      report(
        '',
        'not_canonical',
        `the bytes are not the canonical form (RFC 8785) ${parting(given, expected)}`,
      );
      fail('the bytes are not in canonical form');
    }
    return value;
  }

  async #reading(certificate: Certificate): Promise<Reading | null> {
    const { method, model, dataset } = certificate;
    const rules = Object.hasOwn(METHODS, method.name) ? METHODS[method.name]! : null;
    const formed = await this.#check('method', `all parameters of ${shown(method.name)}`, (report) => {
      if (rules) return rules.method(method, '/method', report);
      report(
        '/method/name',
        'method_unknown',
        `${shown(method.name)} is none of ${Object.keys(METHODS).join(', ')}`,
      );
      return false;
    });
    if (!rules || !formed) return null;
    const dimensions = dataset.shape.reduce((all, one) => all * one, 1);
    return rules.read(method, { classes: model.classes, dimensions });
  }

  async #files({ model, denoiser, dataset }: Certificate): Promise<void> {
    const { files = {} } = this.#evidence;
    const held = { model: model.digest, denoiser: denoiser?.digest, dataset: dataset.digest };
    for (const name of ['model', 'denoiser', 'dataset'] as const) {
      const found = files[name];
      if (found === undefined) continue;
      await this.#check(name, `the file is the certificate's ${name}`, (report) => {
        if (found !== held[name])
          report(
            `/${name}/digest`,
            `${name}_differs`,
            `the file has the digest ${found}, not ${held[name] ?? 'any'}${name === 'dataset' ? DECLARED : ''}`,
          );
      });
    }
  }

  /** Answers the rows that may be computed again, by index; null where they were not all read. */
  async #outcomes(
    certificate: Certificate,
    reading: Reading | null,
    report: Report,
  ): Promise<Map<number, Row> | null> {
    const { outcomes } = certificate;
    const given = this.#evidence.outcomes;
    if (outcomes.rows === undefined && given === undefined) {
      const detail = `the ${outcomes.count} outcomes are named by their digest only, and were not given`;
      this.#checks.push({ name: 'outcomes', result: 'unchecked', detail });
      return null;
    }
    const rows = new Map<number, Row>();
    const ledger = new Ledger(certificate, reading, report);
    const keep = (row: Json) => {
      ledger.add(row);
      if (this.#evidence.replay && isObject(row)) rows.set(row['index'] as number, row as unknown as Row);
    };
    await this.#check(
      'outcomes',
      'every outcome follows from its evidence, and their digest is right',
      async (say) => {
        if (outcomes.rows) outcomes.rows.forEach(keep);
        else for await (const row of linesOf(given!, say)) keep(row);
        if (ledger.digest !== outcomes.digest)
          say(
            '/outcomes/digest',
            'digest_wrong',
            `${outcomes.digest} is stated, and the outcomes have ${ledger.digest}`,
          );
        if (ledger.sums.rows !== outcomes.count)
          say(
            '/outcomes/count',
            'inconsistent',
            `${outcomes.count} is stated, and there are ${ledger.sums.rows}`,
          );
      },
    );
    if (outcomes.rows && given !== undefined) await this.#copy(given, outcomes.digest);
    const { sums } = ledger;
    await this.#check('summary', 'the summary is that of the outcomes', (say) => {
      checkSummary(certificate, sums, say);
      checkCurve(certificate, sums, certificate.joint.false_certificates_at_most, say);
    });
    await this.#check('joint', 'what is said of all samples at once follows', (say) =>
      checkJoint(certificate, sums, say),
    );
    return sums.whole ? rows : null;
  }

  /** Outcomes beside those in the certificate: the same bytes. */
  async #copy(given: NonNullable<Evidence['outcomes']>, digest: string): Promise<void> {
    await this.#check('outcomes file', 'the file holds the outcomes of the certificate', async (say) => {
      const found = await digestOf(given);
      if (found !== digest) say('/outcomes/digest', 'digest_wrong', `the file has the digest ${found}`);
    });
  }

  async #replay(certificate: Certificate, rows: ReadonlyMap<number, Row>): Promise<void> {
    const { replay } = this.#evidence;
    if (!replay) return;
    const places = replay.choose(certificate.outcomes.count);
    const unchecked = (detail: string) => this.#checks.push({ name: 'replay', result: 'unchecked', detail });
    const beyond = places.find((place) => !(place < certificate.outcomes.count));
    if (beyond !== undefined) {
      unchecked(`there is no sample ${beyond}: the certificate has ${certificate.outcomes.count}`);
      return;
    }
    if (this.#findings.all().some(({ code }) => code === 'model_differs' || code === 'dataset_differs')) {
      unchecked('the files are not those of the certificate');
      return;
    }
    try {
      const replayed = await replay.run(certificate, places);
      const before = this.#findings.count('error');
      const { compared, differing } = compareReplay(certificate, rows, replayed, this.#findings.report);
      const detail = `${places.length} samples computed again`;
      if (compared !== places.length)
        this.#findings.report(
          '/outcomes/rows',
          'replay_incomplete',
          `${compared} of ${places.length} samples were computed again`,
        );
      if (this.#findings.count('error') > before)
        this.#checks.push({ name: 'replay', result: 'failed', detail });
      else if (differing === 0) this.#checks.push({ name: 'replay', result: 'passed', detail });
      else
        unchecked(
          `${differing} of ${compared} samples came out otherwise under another provenance, which neither confirms them nor refutes them`,
        );
    } catch (error) {
      unchecked(
        `the samples could not be computed again: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** One check: failed where it reports an error, unchecked where it answers null. */
  async #check<T>(name: string, detail: string, look: (report: Report) => T | Promise<T>): Promise<T> {
    const before = this.#findings.count('error');
    const answer = await look(this.#findings.report);
    const failed = this.#findings.count('error') > before;
    const result = failed ? 'failed' : answer === null ? 'unchecked' : 'passed';
    const said = result === 'unchecked' ? `not ${detail}: there is nothing to tell it by` : detail;
    this.#checks.push({ name, result, detail: said });
    return answer;
  }
}

/** Format and version are looked at first: of another one nothing else is known. */
function hasFormat(value: JsonObject, report: Report): boolean {
  if (value['format'] !== FORMAT) {
    report('/format', 'format_unknown', `${shown(value['format'])} is not ${FORMAT}`);
    return false;
  }
  if (value['version'] !== VERSION) {
    report(
      '/version',
      'version_unknown',
      `version ${shown(value['version'])} is not understood; version ${VERSION} is`,
    );
    return false;
  }
  return CERTIFICATE(value, '', report);
}

async function digestOf(source: NonNullable<Evidence['outcomes']>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of source) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}
