import { z } from 'zod';
import type { DocumentedBody } from './body.ts';

/** A certificate without the parameter of its version: other versions are answered by their code, not refused. */
export const CERTIFICATE_MEDIA = 'application/vnd.provable.certificate+json';

const bytes = z.looseObject({ signature: z.string() }).describe('The certificate, byte for byte as it was served');

export const verificationBody: DocumentedBody = {
  description:
    'The certificate as it was served. Where it names its outcomes by their digest only, send them beside it as the part ' +
    '`outcomes` (NDJSON); those of jobs of this instance are found without.',
  content: {
    [CERTIFICATE_MEDIA]: { schema: bytes },
    'application/json': { schema: bytes },
    'multipart/form-data': {
      schema: z.strictObject({}),
      files: {
        file: { description: 'The certificate' },
        outcomes: { description: 'Its outcomes: NDJSON', optional: true },
      },
    },
  },
};
