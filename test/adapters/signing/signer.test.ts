import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, createLocalJWKSet, flattenedVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSigner } from '../../../src/adapters/signing/signer.ts';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'provable-'))));
afterEach(() => rm(directory, { recursive: true }));

const open = (given: string | null = null, retired: string | null = null, where = directory) =>
  openSigner({ directory: join(where, 'keys'), given, retired });

const AT = new Date('2026-01-31T12:00:00.900Z');
const PAYLOAD = Buffer.from('{"radius":0.5,"words":"∀x′"}');

const pair = () => generateKeyPairSync('ed25519');
type Pair = ReturnType<typeof pair>;
const pem = (key: Pair['privateKey']) => String(key.export({ format: 'pem', type: 'pkcs8' }));
const publicPem = (key: Pair['publicKey']) => String(key.export({ format: 'pem', type: 'spki' }));
const kidOf = ({ publicKey }: Pair) => calculateJwkThumbprint(publicKey.export({ format: 'jwk' }));

/** The test vector of RFC 8037, appendix A. */
const RFC_8037 = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
};
const RFC_8037_KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

describe('a signature', () => {
  it('is a detached JWS that jose verifies with the listed keys', async () => {
    const signer = await open();
    const { keys } = signer;
    const [header, nothing, signature] = (await signer.sign(PAYLOAD, AT)).split('.');
    expect(nothing).toBe('');
    const jws = { protected: header!, payload: PAYLOAD, signature: signature! };
    const set = createLocalJWKSet({ keys: keys.map((key) => ({ ...key })) });
    const options = { crit: { b64: true } };
    expect((await flattenedVerify(jws, set, options)).protectedHeader?.kid).toBe(keys[0]!.kid);
    await expect(flattenedVerify({ ...jws, payload: PAYLOAD.subarray(1) }, set, options)).rejects.toThrow();
  });

  it('is verified by hand: Ed25519 over the header, a dot and the bytes', async () => {
    const signer = await open();
    const { keys } = signer;
    const [header, , signature] = (await signer.sign(PAYLOAD, AT)).split('.');
    const key = createPublicKey({ key: { ...keys[0]! }, format: 'jwk' });
    const signed = Buffer.concat([Buffer.from(`${header}.`), PAYLOAD]);
    expect(verify(null, signed, key, Buffer.from(signature!, 'base64url'))).toBe(true);
    signed[signed.length - 1]! ^= 1;
    expect(verify(null, signed, key, Buffer.from(signature!, 'base64url'))).toBe(false);
  });

  it('says in its header how it was made, by which key and when', async () => {
    const signer = await open(JSON.stringify(RFC_8037));
    const [header] = (await signer.sign(PAYLOAD, AT)).split('.');
    expect(Buffer.from(header!, 'base64url').toString()).toBe(
      `{"alg":"EdDSA","b64":false,"crit":["b64"],"iat":1769860800,"kid":"${RFC_8037_KID}","typ":"provable-certificate+json"}`,
    );
    expect(await signer.sign(PAYLOAD, AT)).toBe(await signer.sign(PAYLOAD, AT));
  });
});

describe('the key', () => {
  it('is made at first start, readable to its owner alone, and stays', async () => {
    const first = await open();
    const again = await open();
    expect(again.keys).toEqual(first.keys);
    expect(first.keys).toHaveLength(1);
    expect((await stat(join(directory, 'keys'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'keys/signing.pem'))).mode & 0o777).toBe(0o600);
    expect(await readdir(join(directory, 'keys'))).toEqual(['public', 'signing.pem']);
  });

  it('is shut to others again where it was opened to them', async () => {
    await open();
    await chmod(join(directory, 'keys/signing.pem'), 0o644);
    await open();
    expect((await stat(join(directory, 'keys/signing.pem'))).mode & 0o777).toBe(0o600);
  });

  it('is one, however many processes start at once', async () => {
    const source = join(import.meta.dirname, '../../../src/adapters/signing/signer.ts');
    const script = `import { openSigner } from ${JSON.stringify(source)};
      const signer = await openSigner({ directory: process.argv[1], given: null, retired: null });
      console.log(signer.keys[0].kid);`;
    const run = () =>
      promisify(execFile)(process.execPath, [
        ...['--import', 'tsx', '--input-type=module', '-e', script],
        join(directory, 'keys'),
      ]);
    const here = Array.from({ length: 8 }, () => open());
    const processes = await Promise.all([run(), run(), run()]);
    const names = processes.map(({ stdout }) => stdout.trim());
    for (const { keys } of await Promise.all(here)) names.push(keys[0]!.kid);
    expect(new Set(names).size).toBe(1);
    expect(await readdir(join(directory, 'keys'))).toEqual(['public', 'signing.pem']);
  });

  it('can be given as PEM, as PEM on one line, as JWK, or as the path of a file', async () => {
    const one = pair();
    const kid = await kidOf(one);
    const text = pem(one.privateKey);
    const file = join(directory, 'mine.pem');
    await writeFile(file, text);
    const jwk = JSON.stringify(one.privateKey.export({ format: 'jwk' }));
    for (const given of [text, text.replaceAll('\n', '\\n'), jwk, file])
      expect((await open(given)).keys[0]!.kid).toBe(kid);
    await expect(stat(join(directory, 'keys/signing.pem'))).rejects.toThrow();
    expect((await open(JSON.stringify(RFC_8037))).keys[0]!.kid).toBe(RFC_8037_KID);
  });

  it('is refused with a reason where it is none, without repeating what was given', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const { publicKey, privateKey } = pair();
    const raw = String((privateKey.export({ format: 'jwk' }) as { d: string }).d);
    const given: [string, RegExp][] = [
      [String(rsa.export({ format: 'pem', type: 'pkcs8' })), /SIGNING_KEY: .*rsa; Ed25519 is needed/],
      [publicPem(publicKey), /SIGNING_KEY: no private key can be read/],
      [JSON.stringify({ ...RFC_8037, d: undefined }), /SIGNING_KEY: no private key can be read/],
      ['{"kty":', /SIGNING_KEY: it begins like a JWK and is not JSON/],
      [join(directory, 'absent.pem'), /SIGNING_KEY: .*no file of that name can be read \(ENOENT\)/],
      [raw, /SIGNING_KEY: .*no file of that name/],
    ];
    for (const [value, reason] of given) {
      const error = await open(value).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error?.message).toMatch(reason);
      expect(error?.message).not.toContain(value.slice(0, 40));
    }
  });
});

describe('keys that signed before', () => {
  it('stay listed after another has taken their place, behind the one that signs', async () => {
    const [made] = (await open()).keys;
    const other = pair();
    const rotated = await open(pem(other.privateKey));
    expect(rotated.keys.map(({ kid }) => kid)).toEqual([await kidOf(other), made!.kid]);
    await rm(join(directory, 'keys/signing.pem'));
    const remade = await open();
    expect(remade.keys).toHaveLength(3);
    expect(remade.keys.map(({ kid }) => kid)).toEqual(
      expect.arrayContaining([made!.kid, await kidOf(other), remade.keys[0]!.kid]),
    );
  });

  it('can be given from elsewhere, without their private halves', async () => {
    const [one, two] = [pair(), pair()];
    const jwks = { keys: [one.publicKey.export({ format: 'jwk' }), RFC_8037] };
    const kids = [await kidOf(one), RFC_8037_KID].sort();
    const listed = (await open(null, JSON.stringify(jwks))).keys;
    expect(
      listed
        .slice(1)
        .map(({ kid }) => kid)
        .sort(),
    ).toEqual(kids);
    for (const key of listed)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);

    const file = join(directory, 'old.pem');
    await writeFile(file, publicPem(one.publicKey) + publicPem(two.publicKey));
    expect((await open(null, file)).keys).toHaveLength(3);
    await expect(open(null, '[]')).rejects.toThrow('SIGNING_KEYS_RETIRED');
  });

  it('are kept as public keys alone', async () => {
    await open(JSON.stringify(RFC_8037));
    const text = await readFile(join(directory, `keys/public/${RFC_8037_KID}.jwk.json`), 'utf8');
    expect(text).not.toContain(RFC_8037.d);
    expect(JSON.parse(text)).toMatchObject({ x: RFC_8037.x, kid: RFC_8037_KID });
  });
});
