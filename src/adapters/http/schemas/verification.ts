import { z } from 'zod';
import { SEVERITIES } from '../../../verify/finding.ts';

/** What checking a certificate found. */
export const verification = z
  .object({
    valid: z.boolean().describe('Nothing is wrong, and all was checked'),
    verdict: z
      .enum(['valid', 'invalid', 'unchecked'])
      .describe('unchecked: nothing wrong was found, but not all could be looked at, as `checks` says'),
    known: z
      .object({
        model: z.boolean(),
        dataset: z.boolean(),
        job: z
          .string()
          .nullable()
          .describe('A job of this instance with the same outcomes, found where they were needed'),
      })
      .describe('What of the certificate this instance has itself'),
    checks: z.array(
      z.object({
        name: z.string(),
        result: z.enum(['passed', 'failed', 'unchecked']),
        detail: z.string(),
      }),
    ),
    findings: z.array(
      z.object({
        path: z.string().describe('JSON Pointer inside the certificate'),
        code: z.string(),
        message: z.string(),
        severity: z.enum(SEVERITIES).describe('Errors make a certificate invalid; the others do not'),
      }),
    ),
  })
  .meta({
    id: 'Verification',
    examples: [
      {
        valid: false,
        verdict: 'invalid',
        known: { model: true, dataset: true, job: null },
        checks: [
          { name: 'bytes', result: 'passed', detail: 'canonical JSON (RFC 8785)' },
          { name: 'signature', result: 'failed', detail: 'signed by a known key' },
        ],
        findings: [
          {
            path: '/signature',
            code: 'signature_wrong',
            message: 'the certificate is not what was signed with this key: some of it was changed',
            severity: 'error',
          },
        ],
      },
    ],
  });
