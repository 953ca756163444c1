import { z } from 'zod';
import { SIGNED_CERTIFICATE } from '../../../certify/certificate/schema.ts';
import { idOf, idParams } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import type { Route } from '../route.ts';
import { certificateSchema, CERTIFICATE_TYPE, SCHEMA_PATH } from '../schemas/certificate.ts';
import { jwks } from '../schemas/keys.ts';
import { sendStream } from '../streaming.ts';

const NDJSON = 'application/x-ndjson';
const refusals = [
  'job_unknown',
  'job_not_succeeded',
  'job_stopped_early',
  'certificate_unavailable',
] as const;
const UNFINISHED =
  'A job that has not succeeded is answered 409, with how it stands; so is one that ended early, when its gate was decided.';

export const certificates: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/certificate',
    schema: {
      operationId: 'getCertificate',
      tags: ['certificates'],
      summary: 'Certificate, signed',
      description:
        'What is claimed, in words and symbols, and everything it rests on: digests of model and data, the method with all ' +
        'parameters, the seed, what computed it, every outcome (of large jobs by their digest), the summary, and what must be ' +
        'known to read it rightly. Canonical JSON (RFC 8785): to check the signature, take `signature` out, write the rest in ' +
        'canonical form again, and verify the detached JWS over those bytes with a key of /.well-known/jwks.json. Without the ' +
        `signature, the same request on the same build gives the same bytes. ${UNFINISHED}`,
      params: idParams('job'),
      response: {
        200: {
          description: 'The certificate',
          content: { [CERTIFICATE_TYPE]: { schema: SIGNED_CERTIFICATE } },
        },
      },
    },
    config: { offers: [CERTIFICATE_TYPE, 'application/json'], refusals: [...refusals, 'not_acceptable'] },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const type = negotiate(request, [CERTIFICATE_TYPE, 'application/json']);
      const { text } = await provable.certificate(id);
      return reply
        .type(type)
        .headers({
          vary: 'accept',
          link: `<${SCHEMA_PATH}>; rel="describedby", </.well-known/jwks.json>; rel="jwks"`,
          'content-disposition': `inline; filename="${id}.certificate.json"`,
        })
        .serializer(String)
        .send(text as never);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/certificate.jws',
    schema: {
      operationId: 'getCertificateSignature',
      tags: ['certificates'],
      summary: "A certificate's signature alone",
      description: `The detached JWS (RFC 7515, appendix F; RFC 7797) that the certificate carries as \`signature\`. ${UNFINISHED}`,
      params: idParams('job'),
      response: {
        200: {
          description: 'The signature',
          content: { 'application/jose': { schema: SIGNED_CERTIFICATE.shape.signature } },
        },
      },
    },
    config: { refusals },
    handler: async (request, reply) => {
      const { signature } = await provable.certificate(idOf('job', request.params));
      return reply.type('application/jose').serializer(String).send(signature);
    },
  });

  app.route({
    method: 'GET',
    url: '/v1/jobs/:id/certificate/outcomes',
    schema: {
      operationId: 'getCertificateOutcomes',
      tags: ['certificates'],
      summary: "A certificate's outcomes, one line a sample",
      description:
        'By ascending `index`, each in canonical form (RFC 8785) with a line feed behind it: the bytes whose sha-256 the ' +
        `certificate states as \`outcomes.digest\`. ${UNFINISHED}`,
      params: idParams('job'),
      response: {
        200: {
          description: 'The outcomes',
          content: { [NDJSON]: { schema: z.string().describe('An outcome a line, as in `outcomes.rows`') } },
        },
      },
    },
    config: { refusals },
    handler: async (request, reply) => {
      const id = idOf('job', request.params);
      const lines = await provable.outcomes(id);
      void reply.header('content-disposition', `inline; filename="${id}.outcomes.ndjson"`);
      return sendStream(request, reply, NDJSON, lines);
    },
  });

  app.route({
    method: 'GET',
    url: '/.well-known/jwks.json',
    schema: {
      operationId: 'getKeys',
      tags: ['certificates'],
      summary: 'Public keys',
      description:
        'A JWK Set (RFC 7517): first the key that signs certificates now, then those that signed before. `kid` is the thumbprint ' +
        '(RFC 7638). Open without an API key.',
      security: [],
      response: {
        200: { description: 'The keys', content: { 'application/jwk-set+json': { schema: jwks } } },
      },
    },
    config: { open: true },
    handler: async (_request, reply) => {
      const keys = provable.signingKeys().map((key) => ({ ...key }));
      return reply
        .type('application/jwk-set+json')
        .header('cache-control', 'public, max-age=300')
        .send({ keys });
    },
  });

  app.route({
    method: 'GET',
    url: SCHEMA_PATH,
    schema: {
      operationId: 'getCertificateSchema',
      tags: ['certificates'],
      summary: 'JSON Schema of certificates',
      description: 'Draft 2020-12, of the version that this release writes. Open without an API key.',
      security: [],
      response: {
        200: {
          description: 'The schema',
          content: { 'application/schema+json': { schema: z.looseObject({ $schema: z.string() }) } },
        },
      },
    },
    config: { open: true },
    handler: async (_request, reply) => reply.type('application/schema+json').send(certificateSchema()),
  });
};
