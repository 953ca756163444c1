import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../src/verify/canonical.ts';
import type { Json, JsonObject } from '../../src/verify/json.ts';
import { readKeys } from '../../src/verify/keys.ts';
import { verifyCertificate } from '../../src/verify/verification.ts';
import { ISSUED, makeCertificate, signed, testKey } from '../support/certificates.ts';
import { diceOf, fuzzedPlan, KINDS, type Dice } from '../support/fuzzed-jobs.ts';

/** The verifier in Python needs scipy and cryptography, as Debian has them. */
const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'verify.py');
const JOBS = 500;

const jwks = JSON.stringify({ keys: [testKey().jwk] });
const keys = readKeys(Buffer.from(jwks), (_, code) => {
  throw new Error(code);
});

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'provable-verify-py-'));
  writeFileSync(join(directory, 'jwks.json'), jwks);
});
afterAll(() => rmSync(directory, { recursive: true }));

function inPython(texts: readonly string[]): readonly string[] {
  const { stdout, stderr, status } = spawnSync(PYTHON, [SCRIPT, join(directory, 'jwks.json')], {
    input: texts.map((text) => `${text}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').slice(0, -1);
}

const here = (text: string) =>
  verifyCertificate({ bytes: Buffer.from(text), keys, now: new Date(ISSUED * 1000) });

type Row = Record<string, Json> & { evidence: Record<string, Json> };
interface Forged extends Record<string, Json> {
  outcomes: { rows: Row[]; digest: string } & JsonObject;
  summary: Record<string, Json>;
  joint: Record<string, Json>;
}

/** Frauds of who holds the key: digest and signature are made anew, and only the mathematics tells. */
const FRAUDS: Readonly<Record<string, (forged: Forged, row: Row) => void>> = {
  'a larger radius': (_, row) => (row['radius'] = (row['radius'] as number) * 1.01 + 1),
  'another class': (_, row) => (row['correct'] = !row['correct']),
  'an abstention that is certified': (_, row) =>
    (row['verdict'] = row['verdict'] === 'certified' ? 'abstained' : 'certified'),
  'fewer false certificates': ({ joint }) =>
    (joint['false_certificates_at_most'] = (joint['false_certificates_at_most'] as number) - 2),
  'a larger count of certificates': ({ summary }) =>
    (summary['certified'] = (summary['certified'] as number) + 1),
  'a larger average': ({ summary }) =>
    (summary['average_certified_radius'] =
      ((summary['average_certified_radius'] as number | null) ?? 1) * 1.01 + 1),
};

function forge(text: string, fraud: (forged: Forged, row: Row) => void, dice: Dice): string {
  const { signature: _, ...forged } = JSON.parse(text) as Forged;
  const rows = forged.outcomes.rows;
  fraud(forged, rows[dice(rows.length)]!);
  const lines = rows.map((row) => `${canonical(row)}\n`).join('');
  forged.outcomes.digest = `sha256:${createHash('sha256').update(lines).digest('hex')}`;
  const body = canonical(forged);
  return canonical({ ...forged, signature: signed(body) });
}

describe('the two verifiers', () => {
  it('is short enough to be written in an afternoon', () => {
    expect(readFileSync(SCRIPT, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(120);
  });

  it(`agree on ${JOBS} certificates of fuzzed jobs, on what was changed in them, and on frauds`, async () => {
    const valid: string[] = [];
    const changed: string[] = [];
    for (let i = 0; i < JOBS; i++) {
      const dice = diceOf(`job ${i}`);
      const { text } = await makeCertificate(fuzzedPlan(KINDS[i % KINDS.length]!, dice));
      valid.push(text);
      const at = dice(text.length);
      const other = text[at] === '7' ? '1' : '7';
      changed.push(text.slice(0, at) + other + text.slice(at + 1));
      const name = Object.keys(FRAUDS)[dice(Object.keys(FRAUDS).length)]!;
      changed.push(forge(text, FRAUDS[name]!, dice));
    }
    for (const [i, text] of valid.entries()) expect([i, (await here(text)).findings]).toEqual([i, []]);
    expect(inPython(valid).filter((answer) => answer !== 'valid')).toEqual([]);
    const answers = inPython(changed);
    expect(answers).toHaveLength(changed.length);
    for (const [i, text] of changed.entries()) {
      const { valid: ours } = await here(text);
      expect([i, ours, answers[i] === 'valid']).toEqual([i, false, false]);
    }
  });
});
