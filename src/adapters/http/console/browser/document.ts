import { get } from './api.ts';
import { wordsOf, type Schema } from './schema.ts';

interface Operation {
  readonly requestBody: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let known: Promise<OpenApi> | null = null;

/** The schema of what is posted to a path, out of the document of the API, which is read once. */
export async function bodySchema(path: string, type = 'application/json'): Promise<Schema> {
  known ??= get<OpenApi>('/openapi.json');
  try {
    return (await known).paths[path]!['post']!.requestBody.content[type]!.schema;
  } catch (error) {
    known = null;
    throw error;
  }
}

/** A method as the document has it. */
export interface MethodSchema extends Schema {
  readonly name: string;
}

/** The methods that a job can name. */
export function methodsOf(job: Schema): readonly MethodSchema[] {
  return (job.properties?.['method']?.oneOf ?? []).map((schema) => ({
    ...schema,
    name: wordsOf(schema.properties?.['name']?.const ?? ''),
  }));
}
