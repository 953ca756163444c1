import type { DocumentedBody, DocumentedContent, Example } from './body.ts';

/** An upload: multipart with `metadata`, or the bytes alone. */
export function uploadBody(
  description: string,
  metadata: DocumentedContent['schema'],
  files: NonNullable<DocumentedContent['files']>,
  examples: Readonly<Record<string, Example>>,
): DocumentedBody {
  return {
    description,
    content: {
      'multipart/form-data': { schema: metadata, files, examples },
      'application/octet-stream': { schema: 'binary' },
    },
  };
}
