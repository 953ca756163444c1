import { z } from 'zod';
import { NORMS, VERDICTS } from '../../../certify/outcome.ts';

/** What was found out about one sample. */
export const result = z
  .object({
    index: z.int().describe('Place in the dataset'),
    label: z.int().nullable(),
    prediction: z.int().nullable().describe('Of the classifier that the certificate speaks about'),
    base_prediction: z.int().nullable().describe('Of the plain model'),
    correct: z.boolean().nullable(),
    verdict: z.enum(VERDICTS),
    norm: z.enum(NORMS).nullable(),
    radius: z.number().nullable().describe('Rounded down; a number exactly when certified'),
    reason: z.string().nullable(),
    seconds: z.number(),
    final: z
      .boolean()
      .describe(
        'false while the sample is worked on: what is certified is certified, and its radius only grows',
      ),
    evidence: z
      .record(z.string(), z.union([z.number(), z.string(), z.null(), z.array(z.number().nullable())]))
      .describe("The numbers that the verdict rests on: the method's own, see its description"),
  })
  .meta({
    id: 'Result',
    examples: [
      {
        index: 17,
        label: 3,
        prediction: 3,
        base_prediction: 3,
        correct: true,
        verdict: 'certified',
        norm: 'l2',
        radius: 0.4471,
        reason: null,
        seconds: 0.21,
        final: true,
        evidence: { count: 9921, n: 10000, p_lower: 0.98834, noise_allowance: 1.1e-15 },
      },
      {
        index: 18,
        label: 5,
        prediction: 5,
        base_prediction: 5,
        correct: true,
        verdict: 'certified',
        norm: 'linf',
        radius: 0.05,
        reason: null,
        seconds: 0.0003,
        final: true,
        evidence: {
          margin_lower: 1.83,
          runner_up: 9,
          epsilon: 0.05,
          arithmetic: 'float32',
          margins: [1.83, -0.41],
          evaluations: 2,
        },
      },
    ],
  });
export type ResultView = z.output<typeof result>;
