import type { RouteOptions } from 'fastify';
import { REFUSALS, Refusal } from '../../../service/errors.ts';
import type { RefusalCode } from '../../../service/errors.ts';
import { PROBLEM_TYPE, problemOf } from '../problem.ts';
import { problem } from '../schemas/problem.ts';

/** Every refusal that an operation can make: its own, and those that follow from how it is declared. */
function refusalsOf({ config, schema }: RouteOptions): readonly RefusalCode[] {
  const codes = new Set<RefusalCode>(config?.refusals ?? []);
  if (schema?.querystring) codes.add('parameter_invalid');
  if (config?.accepts) codes.add('media_type_unsupported');
  if (!config?.open) codes.add('unauthorized');
  return [...codes.add('origin_not_allowed').add('internal')];
}

/** Those refusals as responses: one a status, with an example a code. */
export function refusalResponses(route: RouteOptions): Record<string, object> {
  const codes = refusalsOf(route);
  const statuses = [...new Set(codes.map((code) => REFUSALS[code][0]))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [status, responseOf(codes.filter((code) => REFUSALS[code][0] === status))]),
  );
}

const responseOf = (codes: readonly RefusalCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${REFUSALS[code][1]}`).join('. '),
  content: {
    [PROBLEM_TYPE]: {
      schema: { $ref: `#/components/schemas/${problem.meta()!.id}` },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
});

/** One example a code, for the components of the document. */
export const refusalExamples = () =>
  Object.fromEntries(
    Object.entries(REFUSALS).map(([code, [, summary]]) => {
      const refusal = new Refusal(code as RefusalCode);
      return [
        code,
        { summary, value: problemOf(refusal, '0f8fad5b-d9cb-469f-a165-70867728950e', '/v1/jobs') },
      ];
    }),
  );

/** The table of all codes, for the description of the API. */
export const refusalTable = (): string =>
  [
    '| code | status | meaning |',
    '|---|---|---|',
    ...Object.entries(REFUSALS).map(([code, [status, title]]) => `| \`${code}\` | ${status} | ${title} |`),
  ].join('\n');
