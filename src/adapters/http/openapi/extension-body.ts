import { z } from 'zod';
import { extensionFields } from '../../../service/request.ts';
import type { DocumentedBody } from './body.ts';

export const extensionBody: DocumentedBody = {
  description: 'Everything else is as in the job that is extended.',
  content: {
    'application/json': {
      schema: z.strictObject(extensionFields),
      examples: {
        extension: { summary: 'Up to a million draws a sample', value: { max_n: 1_000_000 } },
        announced: {
          summary: 'With a webhook',
          value: { max_n: 1_000_000, webhook: 'https://example.org/hooks/provable' },
        },
      },
    },
  },
};
