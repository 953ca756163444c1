import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { REFUSALS, Refusal } from '../../service/errors.ts';
import type { Fault, RefusalCode } from '../../service/errors.ts';
import { bounded, shortened } from './bounds.ts';
import type { Problem } from './schemas/problem.ts';
import { queryFaults } from './query.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** A refusal as RFC 9457 shows it. `instance` is the path alone: a query may hold what nobody should see again. */
export function problemOf(refusal: Refusal, requestId: string, url: string): Problem {
  const { code } = refusal;
  const message = shortened(refusal.message);
  return {
    type: `urn:provable:problem:${code}`,
    title: REFUSALS[code][1],
    status: refusal.status,
    code,
    detail: message,
    errors: refusal.faults.length > 0 ? bounded(refusal.faults) : [{ code, message }],
    request_id: requestId,
    instance: url.split('?', 1)[0]!,
  };
}

/** The one place where an error becomes an answer. What is not a refusal keeps its words to the log. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) request.log.error({ err: error, code: refusal.code }, 'request failed');
  if (refusal.status === 503) void reply.header('retry-after', '5');
  const problem = problemOf(refusal, request.id, request.url);
  return reply
    .code(refusal.status)
    .header('x-request-id', request.id)
    .header('cache-control', 'no-store')
    .removeHeader('content-disposition')
    .type(PROBLEM_TYPE)
    .serializer(JSON.stringify)
    .send(problem);
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new Refusal('parameter_invalid', 'A query parameter is wrong', queryFaults(error.validation));
  }
  return refusalOfFramework(error as Partial<FastifyError>) ?? new Refusal('internal');
}

const one = (code: string, message: string): readonly Fault[] => [{ code, message }];

/** The framework's own client errors, by its stable codes. Its words are not repeated: they may quote the request. */
function refusalOfFramework(error: Partial<FastifyError>): Refusal | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('too_large', 'The body is larger than the limit');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Refusal(
        'media_type_unsupported',
        'The content type is missing or not one that is read here',
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'ECONNRESET':
      return new Refusal('upload_incomplete', 'The body ended before its stated length');
    case 'FST_ERR_BAD_URL':
      return new Refusal(
        'parameter_invalid',
        'The path cannot be read',
        one(
          'encoding_wrong',
          'The path has a percent sign that two hexadecimal digits of UTF-8 do not follow',
        ),
      );
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Refusal('route_unknown');
    default:
      return /^FST_/.test(error.code ?? '') ? refusalOfStatus(error.statusCode) : null;
  }
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  404: 'route_unknown',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'request_timeout',
  413: 'too_large',
  415: 'media_type_unsupported',
  431: 'headers_too_large',
};

/** What the framework may blame on a client in another release is no fault of ours either. */
function refusalOfStatus(status = 500): Refusal | null {
  return status >= 400 && status < 500 ? new Refusal(BY_STATUS[status] ?? 'request_malformed') : null;
}
