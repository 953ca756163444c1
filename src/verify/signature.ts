import { verify } from 'node:crypto';
import { canonical, isList } from './canonical.ts';
import { shown, step, type Report } from './finding.ts';
import { JsonError, readJson, type Json, type JsonObject } from './json.ts';
import { decode, type Keys } from './keys.ts';
import { isObject } from './shape.ts';

/** Seconds that the clock of a signer may be ahead of ours. */
const SKEW = 300;

const HEADER = { alg: 'EdDSA', b64: false, crit: ['b64'], typ: 'provable-certificate+json' } as const;
const PATH = '/signature';

/**
 * Whether the detached JWS (RFC 7515, RFC 7797) is one of the certificate without it, by a key that is known. Answers null where
 * there are no keys to tell it by.
 */
export function checkSignature(
  certificate: JsonObject,
  keys: Keys | null,
  now: Date,
  report: Report,
): boolean | null {
  const { signature, ...body } = certificate;
  if (typeof signature !== 'string') return fail('signature_malformed', 'there is no signature', report);
  const [head, empty, tail, ...more] = signature.split('.');
  if (head === undefined || empty !== '' || tail === undefined || more.length > 0)
    return fail('signature_malformed', 'it is no detached JWS: a header, two dots, a signature', report);
  const signed = decode(tail);
  const header = headerOf(head);
  if (typeof header === 'string') return fail('signature_malformed', header, report);
  if (signed?.length !== 64)
    return fail('signature_malformed', 'the signature is not 64 bytes in base64url', report);
  if (!checkHeader(header, now, report)) return false;
  if (keys === null) return null;
  const kid = header['kid'] as string;
  const key = keys.get(kid);
  if (!key) {
    const known = keys.size === 0 ? 'there are none' : [...keys.keys()].slice(0, 5).join(', ');
    return fail('key_unknown', `it was made with the key ${shown(kid)}; known keys: ${known}`, report);
  }
  const payload = Buffer.concat([Buffer.from(`${head}.`), Buffer.from(canonical(body))]);
  if (verify(null, payload, key, signed)) return true;
  return fail(
    'signature_wrong',
    'the certificate is not what was signed with this key: some of it was changed',
    report,
  );
}

function fail(code: string, message: string, report: Report): false {
  report(PATH, code, message);
  return false;
}

function headerOf(head: string): JsonObject | string {
  const bytes = decode(head);
  if (!bytes) return 'the header is not base64url';
  let header: Json;
  try {
    header = readJson(bytes);
  } catch (error) {
    if (error instanceof JsonError) return `the header is not JSON: ${error.message}`;
    throw error;
  }
  return isObject(header) ? header : 'the header is no object';
}

/** Exactly the members of this format: one that is not understood could change what is signed. */
function checkHeader(header: JsonObject, now: Date, report: Report): boolean {
  const at = (key: string) => `${PATH}${step('', key)}`;
  let fits = true;
  const wrong = (key: string, code: string, message: string) => {
    fits = false;
    report(at(key), code, message);
  };
  for (const key of Object.keys(header))
    if (!Object.hasOwn(HEADER, key) && key !== 'iat' && key !== 'kid')
      wrong(key, 'header_wrong', `${shown(key)} is not understood`);
  for (const [key, value] of Object.entries(HEADER)) {
    const given = header[key];
    const same = Array.isArray(value)
      ? given !== undefined && isList(given) && canonical(given) === '["b64"]'
      : given === value;
    if (!same) wrong(key, 'header_wrong', `${shown(value)} is expected, not ${shown(given)}`);
  }
  if (typeof header['kid'] !== 'string') wrong('kid', 'header_wrong', 'the name of a key is expected');
  const { iat } = header;
  if (typeof iat !== 'number' || !Number.isSafeInteger(iat) || iat < 0)
    wrong('iat', 'header_wrong', 'a time in whole seconds is expected');
  else if (iat > now.getTime() / 1000 + SKEW)
    wrong(
      'iat',
      'issued_in_future',
      `it was signed ${Math.round(iat - now.getTime() / 1000)} s from now, by this clock`,
    );
  return fits;
}
