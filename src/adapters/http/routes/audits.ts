import { setImmediate } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { auditBody, auditTable } from '../../../service/audit/audit.ts';
import { claimFields } from '../../../service/audit/claim.ts';
import { Refusal } from '../../../service/errors.ts';
import { auditView } from '../audit-view.ts';
import { bodyOf } from '../bodies.ts';
import { answer } from '../openapi/answer.ts';
import { auditBody as body } from '../openapi/audit-body.ts';
import { decimal, flag, integer } from '../query.ts';
import type { Route } from '../route.ts';
import { audit } from '../schemas/audit.ts';
import { receiveInMemory } from '../upload/memory.ts';

const TABLES = ['text/tab-separated-values', 'text/csv'];

const { n, alpha, sigma } = claimFields;
const query = z.strictObject({
  n: integer(n).optional().describe('Draws a sample, as claimed; with a table that is the whole body'),
  alpha: decimal(alpha).optional().describe('One-sided level, as claimed; with such a table'),
  sigma: decimal(sigma).optional().describe('Standard deviation of the noise, as claimed; with such a table'),
  selection: flag()
    .optional()
    .describe('The rows are chosen ones: gaps in `idx` are not missing rows; with such a table'),
});
type Query = z.output<typeof query>;

export const audits: Route = (app, service) => {
  // Left unread here, as uploads are: the handler takes the stream.
  app.addContentTypeParser(TABLES, (_request, _stream, done) => done(null));

  app.route({
    method: 'POST',
    url: '/v1/audits',
    schema: {
      operationId: 'auditLog',
      tags: ['audits'],
      summary: 'Audit a published log',
      description:
        'Says of each row whether its radius can come from the n, α and σ that the log claims: from a fixed n, votes ' +
        'k = 0 … n give n + 1 radii σΦ⁻¹(BetaInv(α; k, n−k+1)) and no others (CERTIFY of Cohen, Rosenfeld and Kolter ' +
        '2019). A radius off that ladder, or above its top, was made otherwise; agreement proves as much as `surprise` ' +
        'says. For a log that contradicts its claim, values of α, n or σ that explain it are looked for. Needs no ' +
        'model, answers at once, and keeps nothing. Methods with another rule (sampling until the evidence suffices, ' +
        'two-sided bounds) have other ladders.',
      querystring: query,
      response: { 200: answer('What was found', audit) },
    },
    config: {
      body,
      accepts: Object.keys(body.content),
      refusals: ['body_missing', 'body_malformed', 'upload_incomplete', 'too_large', 'request_invalid'],
    },
    handler: async (request, reply) => {
      const pause = () => setImmediate();
      if (!request.isMultipart() && !isTable(request)) {
        refuseQuery(request.query, 'the body');
        return reply.send(auditView(await auditBody(bodyOf(request), pause)));
      }
      if (request.isMultipart()) refuseQuery(request.query, 'the part `metadata`');
      else requireQuery(request.query);
      const { bytes, declared } = await receiveInMemory(request, service, 'log');
      const claim = request.isMultipart() ? declared : request.query;
      return reply.send(auditView(await auditTable(bytes, claim, pause)));
    },
  });
};

const isTable = ({ headers }: FastifyRequest): boolean =>
  TABLES.includes((headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase());

function refuseQuery(given: Query, place: string): void {
  const names = Object.keys(given);
  if (names.length === 0) return;
  const message = `only for a table that is the whole body; here it belongs into ${place}`;
  throw wrongQuery(names.map((name) => ({ code: 'parameter_unknown', message, pointer: `#query/${name}` })));
}

function requireQuery(given: Query): void {
  const missing = (['n', 'alpha', 'sigma'] as const).filter((name) => given[name] === undefined);
  if (missing.length === 0) return;
  const message = 'say what the log claims';
  throw wrongQuery(
    missing.map((name) => ({ code: 'parameter_missing', message, pointer: `#query/${name}` })),
  );
}

const wrongQuery = (faults: Refusal['faults']) =>
  new Refusal('parameter_invalid', 'A query parameter is wrong', faults);
