import type { Norm, Row } from '../certificate.ts';
import type { Report } from '../finding.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Shape } from '../shape.ts';

/** What of model and data the numbers of a method depend on. */
export interface Subject {
  readonly classes: number;
  /** Values of a sample. */
  readonly dimensions: number;
}

/** What a certificate must say of the perturbations, given its method. */
export interface Specification {
  readonly norm: Norm | null;
  readonly p?: number;
  readonly domain: Json;
  readonly grid: Json;
  readonly channels?: Json;
}

/** What must be true of a certificate by one settled method. */
export interface Reading {
  readonly guarantee: JsonObject;
  readonly specification: Specification;
  readonly evidence: Shape;
  /** Whether a row's verdict and radius follow from its evidence. The row has its shape. */
  check(row: Row, path: string, report: Report): void;
}

/** A method as the verifier knows it. */
export interface Rules {
  /** Of the settled method. */
  readonly method: Shape;
  read(method: JsonObject, subject: Subject): Reading;
}

/** Members of evidence that were found to be numbers. */
export const numberIn = (evidence: JsonObject, key: string): number => evidence[key] as number;
export const numbersIn = (evidence: JsonObject, key: string): readonly number[] =>
  evidence[key] as readonly number[];

/** An object without the members that are undefined. */
export const present = (object: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
