import { JsonError, readJson, type Json } from '../../../verify/json.ts';
import { readKeys } from '../../../verify/keys.ts';
import { isObject } from '../../../verify/shape.ts';
import { verifyCertificate } from '../../../verify/verification.ts';
import { answer } from '../openapi/answer.ts';
import { CERTIFICATE_MEDIA, verificationBody as body } from '../openapi/verification-body.ts';
import { jobOfCertificate } from '../own-outcomes.ts';
import type { Route, Service } from '../route.ts';
import { verification as schema } from '../schemas/verification.ts';
import { receiveInMemory } from '../upload/memory.ts';

/** The bytes count, not what they say: what other routes read as JSON is left unread here. */
export const verification: Route = (app, service) => {
  void app.register(async (scope) => {
    scope.removeContentTypeParser('application/json');
    for (const type of ['application/json', CERTIFICATE_MEDIA])
      scope.addContentTypeParser(type, (_request, _stream, done) => done(null));
    verify(scope, service);
  });
};

const verify: Route = (app, service) => {
  const { provable } = service;
  app.route({
    method: 'POST',
    url: '/v1/certificates/verify',
    schema: {
      operationId: 'verifyCertificate',
      tags: ['certificates'],
      summary: 'Check a certificate',
      description:
        'Whether it is what this instance signed, and whether it holds together: canonical bytes, every field by its type, the ' +
        'signature by the keys of /.well-known/jwks.json, every radius from its counts, the summary from its outcomes, and what is ' +
        'said of all samples at once. The computation shares nothing with what makes certificates. Findings name the field. ' +
        'A certificate that is not valid is answered 200 too: `valid` says so. Keeps nothing.',
      response: { 200: answer('What was found', schema) },
    },
    config: {
      body,
      accepts: Object.keys(body.content),
      refusals: ['body_missing', 'body_malformed', 'upload_incomplete', 'too_large'],
    },
    handler: async (request, reply) => {
      const { bytes, outcomes } = await receiveInMemory(request, service, 'certificate', ['outcomes']);
      const job = outcomes ? null : await jobOfCertificate(provable, read(bytes));
      const found = await verifyCertificate({
        bytes,
        keys: ownKeys(service),
        now: new Date(),
        outcomes: outcomes ? [outcomes] : job === null ? undefined : encoded(await provable.outcomes(job)),
      });
      const known = { ...(await knownOf(service, read(bytes))), job };
      return reply.send({
        valid: found.valid,
        verdict: found.verdict,
        known,
        checks: [...found.checks],
        findings: [...found.findings],
      });
    },
  });
};

/** Null where it cannot be read: what is wrong is found later. */
function read(bytes: Uint8Array): Json {
  try {
    return readJson(bytes);
  } catch (error) {
    if (error instanceof JsonError) return null;
    throw error;
  }
}

function ownKeys({ provable }: Service) {
  const set = Buffer.from(JSON.stringify({ keys: provable.signingKeys() }));
  return readKeys(set, (_, code, message) => {
    throw new Error(`${code}: ${message}`);
  });
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

async function knownOf(
  { provable }: Service,
  certificate: Json,
): Promise<{ model: boolean; dataset: boolean }> {
  const holds = async (key: string): Promise<boolean> => {
    const member = isObject(certificate) && Object.hasOwn(certificate, key) ? certificate[key]! : null;
    const digest = isObject(member) ? member['digest'] : null;
    return typeof digest === 'string' && DIGEST.test(digest) && provable.holds(digest);
  };
  return { model: await holds('model'), dataset: await holds('dataset') };
}
