import { readFile } from 'node:fs/promises';
import { FlattenedSign } from 'jose';
import type { PublicKey, Signer } from '../../service/ports.ts';
import { keyDirectory } from './directory.ts';
import { readPublicKeys, readSigningKey, type SigningKey } from './key.ts';

export interface SigningSettings {
  /** Where the key is kept that is made at first start, and every public key that ever signed. */
  readonly directory: string;
  /** A private key in its place: PEM (PKCS #8) or JWK, or the path of a file that holds it. */
  readonly given: string | null;
  /** Public keys that signed elsewhere and stay listed: PEM, a JWK or a set of them, or the path of a file. */
  readonly retired: string | null;
}

/** The type that a signature states for what it signs. */
const TYPE = 'provable-certificate+json';

/**
 * Signs with Ed25519 (RFC 8037): a detached JWS whose payload is not encoded (RFC 7515, appendix F; RFC 7797). Signatures are
 * deterministic: the same payload at the same time under the same key has the same one.
 */
export async function openSigner({ directory, given, retired }: SigningSettings): Promise<Signer> {
  const kept = keyDirectory(directory);
  const key = await named('SIGNING_KEY', given, readSigningKey, () => kept.own());
  await kept.remember(key.known);
  const others = [
    ...(await kept.remembered()),
    ...(retired === null ? [] : await named('SIGNING_KEYS_RETIRED', retired, readPublicKeys)),
  ];
  const byName = new Map([key.known, ...others].map((one): [string, PublicKey] => [one.kid, one]));
  return { keys: [...byName.values()], sign: (payload, at) => sign(key, payload, at) };
}

/** Members in the order of their names: a second implementation that sorts them signs alike. */
async function sign({ secret, known }: SigningKey, payload: Uint8Array, at: Date): Promise<string> {
  const header = {
    alg: known.alg,
    b64: false,
    crit: ['b64'],
    iat: Math.floor(at.getTime() / 1000),
    kid: known.kid,
    typ: TYPE,
  };
  const jws = await new FlattenedSign(payload).setProtectedHeader(header).sign(secret);
  return `${jws.protected}..${jws.signature}`;
}

/** Reads what a setting holds or names; what is wrong with it is said under its name. */
async function named<T>(
  name: string,
  value: string | null,
  read: (text: string) => Promise<T>,
  otherwise: () => Promise<string> = () => Promise.resolve(''),
): Promise<T> {
  if (value === null) return read(await otherwise());
  try {
    return await read(await textOf(value));
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * PEM and JSON are told from a path by how they begin. Line ends may be written as \\n where a variable holds one line only. What
 * was given is not repeated: it may be a key in some other form.
 */
async function textOf(value: string): Promise<string> {
  const trimmed = value.trim();
  if (trimmed.startsWith('-----BEGIN')) return trimmed.replaceAll('\\n', '\n');
  if (trimmed.startsWith('{')) return trimmed;
  return readFile(trimmed, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`it is neither PEM nor a JWK, and no file of that name can be read (${cause.code})`, {
      cause,
    });
  });
}
