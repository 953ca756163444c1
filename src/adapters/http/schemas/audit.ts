import { z } from 'zod';
import { PARAMETERS } from '../../../certify/audit/candidates.ts';
import { FINDINGS } from '../../../certify/audit/finding.ts';

const rung = z.object({
  count: z.int(),
  radius: z.number().describe('What the count gives, rounded down'),
});

const finding = z.object({
  idx: z.int(),
  finding: z
    .enum(FINDINGS)
    .describe(
      'consistent: the claim gives this radius. off_ladder: it gives smaller and larger ones, but not this. ' +
        'above_top: unanimous votes give a smaller one. count_differs: it is not the radius of the count beside it. ' +
        'computed: the radius follows from the count. abstention: no radius is claimed, or the count gives none',
    ),
  label: z.int().nullable(),
  predict: z.int().nullable().describe('Null for an abstention'),
  radius: z.number().nullable().describe('As the log has it, or from the count'),
  counts: z
    .tuple([z.int(), z.int()])
    .nullable()
    .describe('The least and the largest count whose radius is printed so; equal when the digits leave one'),
  nearest: z.array(rung).describe('Where the radius is none of the claim: its nearest below and above'),
  correct: z.boolean().nullable().describe('Whether prediction and label agree'),
  correct_agrees: z.boolean().nullable().describe('Whether the log says so too'),
});

const accuracy = z.object({
  clean_accuracy: z.number().nullable().describe('Share of all rows that are predicted as labelled'),
  average_certified_radius: z.number().nullable().describe('Mean of radius × correct, rounded down'),
  certified_accuracy: z.array(
    z.object({
      radius: z.number(),
      value: z
        .number()
        .nullable()
        .describe('Share of all rows that are right and certified at least this far'),
      certified: z.int().describe('Rows certified at least this far, right or not'),
    }),
  ),
});

const explanation = z.object({
  parameter: z.enum(PARAMETERS),
  value: z.number(),
  ratio: z.number().describe('Over the claimed value'),
  misfits: z.int().describe('Rows whose radius it does not give either'),
  unanimous: z.int().describe('Rows whose votes would be unanimous'),
  surprise: z.number().describe('As in the summary'),
});

/** What an audit found: the claim, the rows one by one, and what they come to. */
export const audit = z
  .object({
    claim: z.object({ n: z.int(), alpha: z.number(), sigma: z.number() }),
    printed: z
      .object({ kind: z.enum(['significant', 'decimals', 'own']), digits: z.int().nullable() })
      .describe(
        'How radii are read: rounded to so many significant digits or decimals, zeros at the end left out; ' +
          'own: each to its own last digit',
      ),
    ladder: z
      .array(rung)
      .describe('The least and the largest radius that the claim gives; empty when it gives none'),
    summary: z.object({
      rows: z.int(),
      findings: z.record(z.enum(FINDINGS), z.int()),
      share_consistent: z
        .number()
        .nullable()
        .describe('Of the rows that state a radius; null when none does'),
      correct_wrong: z.int().describe('Rows whose `correct` contradicts their label and prediction'),
      other_n: z.int().describe('Rows that state an n of their own, by which they are judged'),
      unanimous: z.int().describe('Rows whose votes would be unanimous. Logs nearly always have some'),
      surprise: z
        .number()
        .describe(
          'Bits: −log₂ of the chance that radii taken at random fit as well. 0: any log with so few digits does',
        ),
      stated: accuracy.describe('Every row taken at its word'),
      confirmed: accuracy.describe(
        'Only those rows certify that can be what they claim; the others prove nothing',
      ),
    }),
    explanations: z
      .array(explanation)
      .describe(
        'Other values of one parameter that explain more of the rows, or the same much better; the likeliest first',
      ),
    rows: z.array(finding).describe('In the order of the log'),
  })
  .meta({
    id: 'Audit',
    examples: [
      {
        claim: { n: 100000, alpha: 0.002, sigma: 0.5 },
        printed: { kind: 'significant', digits: 3 },
        ladder: [
          { count: 50456, radius: 0.000005332151381 },
          { count: 100000, radius: 1.918754876 },
        ],
        summary: {
          rows: 2,
          findings: {
            consistent: 1,
            off_ladder: 1,
            above_top: 0,
            count_differs: 0,
            computed: 0,
            abstention: 0,
          },
          share_consistent: 0.5,
          correct_wrong: 0,
          other_n: 0,
          unanimous: 0,
          surprise: 0,
          stated: {
            clean_accuracy: 1,
            average_certified_radius: 1.195,
            certified_accuracy: [{ radius: 0, value: 1, certified: 2 }],
          },
          confirmed: {
            clean_accuracy: 1,
            average_certified_radius: 0.24,
            certified_accuracy: [{ radius: 0, value: 0.5, certified: 1 }],
          },
        },
        explanations: [
          { parameter: 'alpha', value: 0.001, ratio: 0.5, misfits: 0, unanimous: 1, surprise: 2.9 },
        ],
        rows: [
          {
            idx: 0,
            finding: 'consistent',
            label: 3,
            predict: 3,
            radius: 0.48,
            counts: [83463, 83512],
            nearest: [],
            correct: true,
            correct_agrees: true,
          },
          {
            idx: 1,
            finding: 'off_ladder',
            label: 2,
            predict: 2,
            radius: 1.91,
            counts: null,
            nearest: [
              { count: 99999, radius: 1.880503075 },
              { count: 100000, radius: 1.918754876 },
            ],
            correct: true,
            correct_agrees: true,
          },
        ],
      },
    ],
  });
export type AuditView = z.output<typeof audit>;
