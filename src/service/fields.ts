import type { z } from 'zod';
import type { Fault } from './errors.ts';
import type { ParsedFields } from './request.ts';

const escape = (key: PropertyKey) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
export const pointerTo = (...path: readonly PropertyKey[]): string =>
  path.map((key) => `/${escape(key)}`).join('');

/** A zod issue as a fault; every unknown field is a fault of its own. */
function faultsOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): readonly Fault[] {
  const where = [...path, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'field_unknown',
      message: `there is no field "${key}"`,
      pointer: pointerTo(...where, key),
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const code = missing ? 'field_missing' : issue.code === 'invalid_type' ? 'type_wrong' : 'value_invalid';
  return [{ code, message: issue.message, pointer: pointerTo(...where) }];
}

export const faultsOfIssues = (
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[] = [],
): readonly Fault[] => issues.flatMap((issue) => faultsOf(issue, path));

/**
 * Checks an object field by field, so that what is right about one field can still be used to judge it further
 * when another is wrong. Fields that do not fit are absent from `fields`; every fault is listed.
 */
export function parseFields<Fields extends Record<string, z.ZodType>>(
  shape: Fields,
  body: unknown,
): { fields: ParsedFields<Fields>; faults: readonly Fault[] } {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return { fields: {}, faults: [{ code: 'type_wrong', message: 'expected a JSON object', pointer: '' }] };
  }
  const given = new Map(Object.entries(body));
  const faults: Fault[] = [];
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const parsed = schema.safeParse(given.get(key), { reportInput: true });
    if (parsed.success) fields[key] = parsed.data;
    else faults.push(...faultsOfIssues(parsed.error.issues, [key]));
  }
  for (const key of given.keys()) {
    if (Object.hasOwn(shape, key)) continue;
    faults.push({ code: 'field_unknown', message: `there is no field "${key}"`, pointer: pointerTo(key) });
  }
  return { fields: fields as ParsedFields<Fields>, faults };
}
