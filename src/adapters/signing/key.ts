import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { PublicKey } from '../../service/ports.ts';

/** A private key and how the world knows it. */
export interface SigningKey {
  readonly secret: KeyObject;
  readonly known: PublicKey;
}

/**
 * An Ed25519 private key, as PEM (PKCS #8) or JWK (RFC 8037).
 * @throws Error that says what the text is instead; never what it holds.
 */
export async function readSigningKey(text: string): Promise<SigningKey> {
  const secret = keyOf(text.trim(), 'private');
  return { secret, known: await knownAs(createPublicKey(secret)) };
}

/** Public Ed25519 keys: PEM blocks one after the other, a JWK, or a set of them. Of a private key the public half is taken. */
export async function readPublicKeys(text: string): Promise<readonly PublicKey[]> {
  const one = (each: string) => knownAs(keyOf(each, 'public'));
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return Promise.all(blocksOf(trimmed).map(one));
  const value = jsonOf(trimmed);
  const keys: readonly unknown[] = Array.isArray(value['keys']) ? value['keys'] : [value];
  return Promise.all(keys.map((each) => one(JSON.stringify(each))));
}

const BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]*?-----END \1-----/g;

function blocksOf(text: string): readonly string[] {
  const blocks = text.match(BLOCK);
  if (!blocks) throw new Error('it is neither PEM nor a JWK');
  return blocks;
}

function jsonOf(text: string): JsonWebKey {
  try {
    return JSON.parse(text) as JsonWebKey;
  } catch {
    throw new Error('it begins like a JWK and is not JSON');
  }
}

function keyOf(text: string, kind: 'private' | 'public'): KeyObject {
  const create = kind === 'private' ? createPrivateKey : createPublicKey;
  const isJwk = text.startsWith('{');
  const jwk = isJwk ? jsonOf(text) : null;
  if (!isJwk) blocksOf(text);
  let key: KeyObject;
  try {
    key = jwk ? create({ key: jwk, format: 'jwk' }) : create(text);
  } catch {
    throw new Error(`no ${kind} key can be read from it (PKCS #8 in PEM without a password, or a JWK)`);
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`it is a key for ${key.asymmetricKeyType}; Ed25519 is needed`);
  return key;
}

/** The public half as RFC 7517 writes it, named by its thumbprint (RFC 7638). */
async function knownAs(key: KeyObject): Promise<PublicKey> {
  const { x } = key.export({ format: 'jwk' });
  const bare = { kty: 'OKP', crv: 'Ed25519', x: String(x) } as const;
  return { ...bare, kid: await calculateJwkThumbprint(bare), alg: 'EdDSA', use: 'sig' };
}
