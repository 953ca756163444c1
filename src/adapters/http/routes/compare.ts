import { z } from 'zod';
import { STANDARD_DELTA } from '../../../certify/dataset-statement.ts';
import { STANDARD_CONFIDENCE } from '../../../service/comparison/comparison.ts';
import { comparisonView } from '../comparison-view.ts';
import { pagePolicy } from '../headers.ts';
import { idOfJob } from '../ids.ts';
import { negotiate } from '../negotiate.ts';
import { decimal, numbers } from '../query.ts';
import type { Route } from '../route.ts';
import { comparison } from '../schemas/comparison.ts';

const JSON_TYPE = 'application/json';
const HTML = 'text/html';

/** Jobs that are compared at once, and radii. */
const MOST_JOBS = 8;
const MOST_RADII = 50;

const query = z
  .strictObject({
    jobs: z
      .preprocess(
        (text) => (typeof text === 'string' ? text.split(',') : text),
        z
          .array(idOfJob)
          .min(2, 'name two jobs at least, with a comma between them')
          .max(MOST_JOBS, `at most ${MOST_JOBS} jobs are compared`)
          .refine((ids) => new Set(ids).size === ids.length, 'names a job twice'),
      )
      .describe('Ids of two to eight jobs, with commas between them'),
    radii: numbers(z.array(z.number().min(0)).min(1).max(MOST_RADII))
      .optional()
      .describe(
        'Radii to compare at, such as 0.5. Each one more makes all findings need more evidence: name those that matter, before ' +
          'looking. Left out, those that follow from the methods',
      ),
    delta: decimal(z.number().gt(0).lt(0.5))
      .default(STANDARD_DELTA)
      .describe('As for the summary: 1 − confidence of what is said of all samples of a job at once')
      .meta({ default: STANDARD_DELTA }),
    confidence: decimal(z.number().min(0.5).lt(1))
      .default(STANDARD_CONFIDENCE)
      .describe('That a finding about inputs that were not tested needs')
      .meta({ default: STANDARD_CONFIDENCE }),
  })
  .meta({ style: 'form', explode: false });

export const comparisons: Route = (app, { provable }) => {
  app.route({
    method: 'GET',
    url: '/v1/compare',
    schema: {
      operationId: 'compareJobs',
      tags: ['jobs'],
      summary: 'Compare jobs',
      description:
        'Jobs over the same samples in the same norm, beside each other: as JSON, or as a page to read (`Accept: text/html`). For ' +
        'each pair: which samples one certifies and the other does not, at each radius, which is a fact about these samples; and an ' +
        'exact paired test of whether one would certify more of other inputs, which presumes that the samples are a random draw of ' +
        'them, with all questions of the answer taken together. Methods and their parameters may differ, and `caveats` says what ' +
        'that means. Jobs of different data, samples or norms are refused with both sides shown, jobs that have not succeeded with ' +
        'how they stand.',
      querystring: query,
      response: {
        200: {
          description: 'The comparison',
          content: { [JSON_TYPE]: { schema: comparison }, [HTML]: { schema: z.string() } },
        },
      },
    },
    config: {
      offers: [JSON_TYPE, HTML],
      refusals: ['job_unknown', 'job_not_succeeded', 'jobs_incomparable', 'not_acceptable'],
    },
    handler: async (request, reply) => {
      const { jobs, radii, delta, confidence } = request.query;
      const type = negotiate(request, [JSON_TYPE, HTML]);
      const ascending = radii ? [...new Set(radii)].sort((a, b) => a - b) : null;
      const asked = { radii: ascending, delta, confidence };
      void reply.headers({ vary: 'accept', 'cache-control': 'no-store' });
      if (type === JSON_TYPE)
        return reply.type(type).send(comparisonView(await provable.compare(jobs, asked)));
      const { html, style } = await provable.comparison(jobs, asked);
      return reply
        .type(`${HTML}; charset=utf-8`)
        .headers({
          'content-security-policy': pagePolicy(style),
          'content-disposition': 'inline; filename="comparison.html"',
        })
        .serializer(String)
        .send(html);
    },
  });
};
