import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/verify/canonical.ts';
import type { Json, JsonObject } from '../../src/verify/json.ts';
import { readKeys, type Keys } from '../../src/verify/keys.ts';
import { verifyCertificate, type Verification } from '../../src/verify/verification.ts';
import { ISSUED, makeCertificate, signed, testKey } from '../support/certificates.ts';
import { diceOf, fuzzedPlan, KINDS } from '../support/fuzzed-jobs.ts';

const keysOf = (...names: string[]): Keys =>
  readKeys(Buffer.from(JSON.stringify({ keys: names.map((name) => testKey(name).jwk) })), (_, code) => {
    throw new Error(code);
  });
const KEYS = keysOf('one');
const NOW = new Date(ISSUED * 1000);

const made = await Promise.all(
  KINDS.map(async (kind, i) => ({
    kind,
    text: (await makeCertificate(fuzzedPlan(kind, diceOf(`tampered ${i}`)))).text,
  })),
);
const first = made[0]!.text;

const verify = (bytes: Uint8Array | string, more: Partial<Parameters<typeof verifyCertificate>[0]> = {}) =>
  verifyCertificate({ bytes: Buffer.from(bytes), keys: KEYS, now: NOW, ...more });
const unsigned = (value: Json) => verify(canonical(value), { keys: null, unsigned: true });
const faults = ({ findings }: Verification) => findings.map(({ path, code }) => `${path} ${code}`);
const resigned = (body: JsonObject, header: object = {}, name = 'one'): string => {
  const { signature: _, ...rest } = body;
  return canonical({ ...rest, signature: signed(canonical(rest), testKey(name), header) });
};

/** Pointers to every value inside, the lists and objects too. */
function places(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))];
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((one: Json, i) => (String(i) === key ? replaced(one, rest, by) : one));
  const object = value as JsonObject;
  return { ...object, [key]: replaced(object[key]!, rest, by) };
}

describe('a certificate with a byte changed', () => {
  it.each(made)('is not valid, wherever the byte is: $kind', async ({ kind, text }) => {
    const bytes = Buffer.from(text);
    const dice = diceOf(`bytes of ${kind}`);
    for (let i = 0; i < 60; i++) {
      const at = dice(bytes.length);
      const other = Buffer.from(bytes);
      other[at]! ^= 1 << dice(8);
      const found = await verify(other);
      const error = found.findings.find(({ severity }) => severity === 'error');
      expect([at, found.verdict, error?.code]).toEqual([at, 'invalid', expect.any(String)]);
    }
  });

  it('is not valid when its end is missing, or something follows', async () => {
    for (const length of [0, 1, 700, first.length - 1]) {
      const found = await verify(first.slice(0, length));
      expect(found.findings.map(({ code }) => code)).toEqual(['truncated']);
    }
    expect(faults(await verify(`${first}\n`))).toEqual([' not_canonical']);
    expect(faults(await verify(`${first}{}`))).toEqual([' json_malformed']);
  });
});

describe('a certificate with a field of another type', () => {
  it.each(made)('names it: $kind', async ({ text }) => {
    const body = JSON.parse(text) as JsonObject;
    const dice = diceOf('types');
    const all = places(body).filter((path) => path.length > 0 && (path.length < 4 || dice(6) === 0));
    for (const path of all) {
      const pointer = `/${path.join('/')}`;
      const old = path.reduce<Json>((value, key) => (value as JsonObject)[key]!, body);
      for (const wrong of [[{}], { '': 1 }]) {
        const found = await unsigned(replaced(body, path, wrong));
        const named = found.findings.filter(({ path: at }) => at === pointer || at.startsWith(`${pointer}/`));
        expect([pointer, JSON.stringify(old), found.valid, named.length > 0]).toEqual([
          pointer,
          JSON.stringify(old),
          false,
          true,
        ]);
      }
    }
  });

  it('names fields that are missing or not known', async () => {
    const body = JSON.parse(first) as JsonObject;
    const { joint: _, ...rest } = body;
    expect(faults(await unsigned(rest))).toEqual(['/joint field_missing']);
    expect(faults(await unsigned({ ...body, more: 1 }))).toEqual(['/more field_unknown']);
    expect(faults(await unsigned({ ...body, version: 2 }))).toEqual(['/version version_unknown']);
    expect(faults(await unsigned({ ...body, format: 'x' }))).toEqual(['/format format_unknown']);
  });
});

describe('a certificate that was signed anew', () => {
  const body = JSON.parse(first) as JsonObject;

  it('is of an unknown key', async () => {
    expect(faults(await verify(resigned(body, {}, 'two')))).toEqual(['/signature key_unknown']);
    expect((await verify(resigned(body, {}, 'two'), { keys: keysOf('one', 'two') })).valid).toBe(true);
    expect(
      faults(await verify(resigned(body, { kid: testKey('two').jwk.kid }), { keys: keysOf('two') })),
    ).toEqual(['/signature signature_wrong']);
  });

  it('may not come from the future, but for the error of a clock', async () => {
    expect((await verify(resigned(body, { iat: ISSUED + 299 }))).valid).toBe(true);
    expect(faults(await verify(resigned(body, { iat: ISSUED + 301 })))).toEqual([
      '/signature/iat issued_in_future',
    ]);
  });

  it.each([{ alg: 'none' }, { crit: ['b64', 'x'] }, { b64: true }, { typ: 'JWT' }, { jku: 'http://x' }])(
    'may have no other header: %j',
    async (header) => {
      const [name] = Object.keys(header);
      expect(faults(await verify(resigned(body, header)))).toEqual([`/signature/${name} header_wrong`]);
    },
  );

  it('is not checked without keys', async () => {
    const found = await verify(first, { keys: null });
    expect([found.verdict, found.findings]).toEqual(['unchecked', []]);
  });
});

describe('a fraud by who holds the key', () => {
  interface Fraud extends Record<string, Json> {
    outcomes: { rows: Record<string, Json>[]; digest: string } & Record<string, Json>;
  }
  /** Digest of the outcomes and signature fit again. */
  const forged = (text: string, change: (body: Fraud) => void) => {
    const body = structuredClone(JSON.parse(text)) as Fraud;
    change(body);
    const lines = body.outcomes.rows.map((row) => `${canonical(row)}\n`).join('');
    body.outcomes.digest = `sha256:${createHash('sha256').update(lines).digest('hex')}`;
    return verify(resigned(body));
  };

  it.each(made.filter(({ text }) => text.includes('"verdict":"certified"')))(
    'is found in a radius that is larger by little: $kind',
    async ({ text }) => {
      const whole = text.includes('"norm":"l0"') || text.includes('"norm":"patch"');
      let at = -1;
      const found = await forged(text, ({ outcomes }) => {
        at = outcomes.rows.findIndex(({ verdict }) => verdict === 'certified');
        const row = outcomes.rows[at]!;
        row['radius'] = whole ? (row['radius'] as number) + 1 : (row['radius'] as number) * (1 + 1e-8) + 1e-8;
      });
      expect(found.verdict).toBe('invalid');
      expect(found.findings.map(({ path }) => path)).toContain(`/outcomes/rows/${at}/radius`);
    },
  );

  it('is found in counts, classes and sums', async () => {
    const count = await forged(first, ({ outcomes: { rows } }) => {
      const evidence = rows[0]!['evidence'] as Record<string, Json>;
      evidence['count'] = (evidence['count'] as number) + 1;
    });
    expect(count.findings.map(({ path }) => path)).toContain('/outcomes/rows/0/evidence/p_lower');
    const index = await forged(first, ({ outcomes: { rows } }) => (rows[0]!['index'] = 1e9));
    expect(faults(index)).toContain('/outcomes/rows/0/index inconsistent');
    const curve = await forged(first, ({ summary }) => {
      const [point] = (summary as Record<string, Record<string, Json>[]>)['certified_accuracy']!;
      point!['proved'] = 1;
      point!['value'] = 1;
    });
    expect(curve.findings.map(({ path }) => path)).toContain('/summary/certified_accuracy/0/proved');
  });
});

describe('outcomes beside a certificate', () => {
  it('are read as a stream, and each line that is wrong is named', async () => {
    const { text, outcomes, certificate } = await makeCertificate(fuzzedPlan('fixed', diceOf('lines')));
    const pieces = [...Buffer.from(outcomes)].map((byte) => Buffer.of(byte));
    expect((await verify(text, { outcomes: pieces })).valid).toBe(true);
    const { rows: _, ...bare } = certificate.outcomes;
    const large = { ...certificate, outcomes: { ...bare, count: 1001 } } as unknown as JsonObject;
    const held = resigned(large);
    const lines = (changed: string) => verify(held, { outcomes: [Buffer.from(changed)] }).then(faults);
    expect((await verify(held)).checks.find(({ name }) => name === 'outcomes')?.result).toBe('unchecked');
    expect(await lines(outcomes.slice(0, -1))).toContain(
      `/outcomes/rows/${certificate.outcomes.count - 1} truncated`,
    );
    expect(await lines(outcomes.replace('{', '{ '))).toContain('/outcomes/rows/0 not_canonical');
    expect(await lines(`${'['.repeat(1e5)}\n`)).toContain(`/outcomes/rows/0${'/0'.repeat(33)} too_deep`);
  });
});

describe('samples that are computed again', () => {
  const body = JSON.parse(first) as JsonObject & { provenance: JsonObject };
  const rows = (body['outcomes'] as { rows: JsonObject[] }).rows;
  const replayed = (provenance: JsonObject, changes: JsonObject) =>
    verify(first, {
      replay: {
        choose: () => [0],
        run: () => Promise.resolve({ provenance, rows: [{ ...rows[0]!, ...changes }] }),
      },
    });
  const elsewhere = { ...body.provenance, version: '9.9.9' };

  it('refute a certificate where the same computed them, and leave it open where something else did', async () => {
    const changed = { base_prediction: null };
    expect((await replayed(body.provenance, changed)).verdict).toBe('invalid');
    const other = await replayed(elsewhere, changed);
    expect(other.verdict).toBe('unchecked');
    expect(other.findings.map(({ severity }) => severity)).toEqual(['difference', 'difference']);
  });

  it('confirm it wherever they come out the same', async () => {
    for (const provenance of [body.provenance, elsewhere])
      expect((await replayed(provenance, {})).verdict).toBe('valid');
  });
});

describe('a signature with a member that every object has', () => {
  it('is not understood', async () => {
    const found = await verify(resigned(JSON.parse(first) as JsonObject, { constructor: 1 }));
    expect(faults(found)).toEqual(['/signature/constructor header_wrong']);
  });
});

describe('a seed with one more text to be derived from', () => {
  it('is refused', async () => {
    const body = JSON.parse(first) as JsonObject & { seed: { inputs: string[] | null } };
    const inputs = [...(body.seed.inputs ?? ['a', 'b', 'c', 'd']), 'one more'];
    const found = await verify(resigned({ ...body, seed: { ...body.seed, inputs } }));
    expect(faults(found)).toContain('/seed/inputs value_wrong');
  });
});
