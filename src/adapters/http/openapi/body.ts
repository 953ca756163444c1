import type { z } from 'zod';

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** One media type of a body. A part that is a file is named in `files`; the other fields come from the schema. */
export interface DocumentedContent {
  /** Of JSON, or of the part `metadata` when there are `files`; "binary": the bytes of the file. */
  readonly schema: z.ZodType | 'binary';
  readonly files?: Readonly<Record<string, { description: string; optional?: true }>>;
  readonly examples?: Readonly<Record<string, Example>>;
}

/** A body as the document shows it, by media type. */
export interface DocumentedBody {
  readonly description: string;
  readonly content: Readonly<Record<string, DocumentedContent>>;
}
