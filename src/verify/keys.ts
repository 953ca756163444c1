import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { isList } from './canonical.ts';
import { shown, step, type Report } from './finding.ts';
import { JsonError, readJson, type Json } from './json.ts';
import { isObject } from './shape.ts';

/** Public keys by their names. */
export type Keys = ReadonlyMap<string, KeyObject>;

/**
 * The keys of a JWK Set (RFC 7517), or of a single JWK, that can sign certificates: Ed25519 (RFC 8037), named by their own
 * thumbprint. Others are passed over with a note.
 */
export function readKeys(bytes: Uint8Array, report: Report): Keys {
  let document: Json;
  try {
    document = readJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    report('', 'keys_malformed', `the keys are not JSON: ${error.message}`, 'note');
    return new Map();
  }
  const listed = isObject(document) ? document['keys'] : undefined;
  const entries = listed !== undefined && isList(listed) ? listed : [document];
  const keys = new Map<string, KeyObject>();
  for (const [i, entry] of entries.entries()) {
    const key = readKey(entry);
    if (typeof key === 'string') report(step('/keys', i), 'key_unusable', key, 'note');
    else keys.set(key.kid, key.key);
  }
  return keys;
}

function readKey(entry: Json): { kid: string; key: KeyObject } | string {
  if (!isObject(entry) || entry['kty'] !== 'OKP' || entry['crv'] !== 'Ed25519') return 'it is no Ed25519 key';
  const { x, kid } = entry;
  if (typeof x !== 'string' || decode(x)?.length !== 32) return 'its x is not 32 bytes in base64url';
  const own = thumbprint(x);
  if (kid !== undefined && kid !== own) return `it is named ${shown(kid)}, and its thumbprint is ${own}`;
  try {
    return { kid: own, key: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) };
  } catch {
    return 'it is no point of the curve';
  }
}

/** RFC 7638: sha-256 of the required members in the order of their names. */
export const thumbprint = (x: string): string =>
  createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');

/** Base64url without padding, in its one spelling; null for any other. */
export function decode(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}
