import { z } from 'zod';
import type { DocumentedBody, DocumentedContent, Example } from './body.ts';

/** The OpenAPI request body of a documented one. */
export const requestBodyOf = (body: DocumentedBody) => ({
  description: body.description,
  required: true,
  content: Object.fromEntries(Object.entries(body.content).map(([type, one]) => [type, contentOf(one)])),
});

function contentOf({ schema, files, examples = {} }: DocumentedContent): object {
  if (schema === 'binary') return { schema: { type: 'string', format: 'binary' } };
  if (!files) return { schema: jsonSchema(schema), examples };
  const required = Object.entries(files).filter(([, file]) => !file.optional);
  const metadata = metadataOf(schema, Object.values(examples));
  return {
    schema: {
      type: 'object',
      required: [...required.map(([name]) => name), ...('required' in metadata ? ['metadata'] : [])],
      properties: { ...filesOf(files), metadata },
    },
    encoding: { metadata: { contentType: 'application/json' } },
  };
}

const filesOf = (files: NonNullable<DocumentedContent['files']>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, { description }]) => [
      name,
      { type: 'string', format: 'binary', description },
    ]),
  );

/** Swagger UI fills a form from the example beside the schema of the field. */
const metadataOf = (schema: z.ZodType, examples: readonly Example[]) => ({
  description: 'What is known about the file. Every field may be left out.',
  ...jsonSchema(schema),
  examples: examples.map(({ value }) => value),
});

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return json;
}
