import { z } from 'zod';
import { ANSWERS } from '../../../certify/gate/answer.ts';
import { METRICS } from '../../../certify/gate/gate.ts';

/** What a gate asks, and what the rows must come to for it. */
const condition = {
  metric: z.enum(METRICS),
  radius: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  of: z.enum(['samples', 'population']),
  delta: z.number().nullable().describe('Null for a count, which is not inferred'),
  confidence: z.number().nullable().describe('Of `bound`; null where no chance plays a part'),
  stop: z.boolean().describe('Whether the job may end before its last sample'),
  needs: z
    .object({ counted: z.int(), proved: z.int() })
    .nullable()
    .describe(
      'Samples of those planned that must be right (or that must not abstain): for the count to reach the threshold, and for the proof; null for a mean',
    ),
  false_certificates_at_most: z.int().describe('Of all certificates, with the confidence stated'),
};

/** A gate as `validate_only` shows it. */
export const gateCondition = z.object(condition);

const standing = z.object({
  ...condition,
  answer: z
    .enum(ANSWERS)
    .describe(
      'passed: the proof reaches the threshold. failed: not even the count can. undecided: the count reaches it and the proof does not, ' +
        'or samples to come can still change the answer',
    ),
  settled: z.boolean().describe('Whether no sample to come can change the answer'),
  value: z.number().nullable().describe('Counted in the samples examined'),
  bound: z
    .number()
    .describe(
      'What is proved so far, of all samples planned or of the population; of a maximum, what it is at most',
    ),
  possible: z
    .array(z.number().nullable())
    .length(2)
    .describe(
      'What the value of all samples planned can be, at least and at most; null where no limit is known',
    ),
  text: z.string().describe('The same in words'),
});

const EXAMPLE = {
  answer: 'passed' as const,
  settled: true,
  stopped_early: true,
  samples: { planned: 100, examined: 71, not_examined: 29 },
  gates: [
    {
      metric: 'certified_accuracy' as const,
      radius: 0.5,
      min: 0.6,
      max: null,
      of: 'samples' as const,
      delta: 0.001,
      confidence: 0.999,
      stop: true,
      needs: { counted: 60, proved: 62 },
      false_certificates_at_most: 2,
      answer: 'passed' as const,
      settled: true,
      value: 0.873,
      bound: 0.6,
      possible: [0.62, 0.91],
      text:
        'Passed: certified accuracy at radius 0.5 ≥ 0.6. Of 71 of 100 samples, 62 are right and certified that far; 60 are needed for ' +
        'the count, 62 for the proof, which with confidence 0.999 leaves out 2 that may be false. Whatever the 29 samples not ' +
        'examined would say, the answer is this',
    },
  ],
};

/** How the gates of a job stand. */
export const gate = z
  .object({
    answer: z.enum(ANSWERS).describe('passed: all gates are. failed: one is. Else undecided'),
    settled: z.boolean().describe('Whether no sample to come can change the answer'),
    stopped_early: z
      .boolean()
      .describe(
        'Whether the job succeeded before its last sample, because nothing left could change an answer',
      ),
    samples: z.object({ planned: z.int(), examined: z.int(), not_examined: z.int() }),
    gates: z.array(standing),
  })
  .meta({ id: 'Gate', examples: [EXAMPLE] });
export type GateView = z.output<typeof gate>;
