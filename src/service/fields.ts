import type { z } from 'zod';
import type { Fault } from './errors.ts';
import type { ParsedFields } from './request.ts';

const escape = (key: PropertyKey) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
export const pointerTo = (...path: readonly PropertyKey[]): string =>
  path.map((key) => `/${escape(key)}`).join('');

/** Faults of one kind that are listed; nobody reads more, and a hostile body could make millions. */
const MOST = 50;
const LONGEST_NAME = 80;

const shorten = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

function unknownFields(keys: readonly string[], where: readonly PropertyKey[]): readonly Fault[] {
  const faults = keys.slice(0, MOST).map((key) => ({
    code: 'field_unknown',
    message: `there is no field "${shorten(key)}"`,
    pointer: pointerTo(...where, shorten(key)),
  }));
  const more = keys.length - faults.length;
  if (more > 0)
    faults.push({
      code: 'field_unknown',
      message: `and ${more} more unknown fields`,
      pointer: pointerTo(...where),
    });
  return faults;
}

/** A zod issue as a fault; every unknown field is a fault of its own. */
function faultsOf(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): readonly Fault[] {
  const where = [...path, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, where);
  if (issue.code === 'invalid_union') {
    const closest = closestBranch(issue);
    if (closest) return faultsOfIssues(closest, where);
    return [{ code: 'type_wrong', message: issue.message, pointer: pointerTo(...where) }];
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const code = missing ? 'field_missing' : issue.code === 'invalid_type' ? 'type_wrong' : 'value_invalid';
  return [{ code, message: issue.message, pointer: pointerTo(...where) }];
}

export const faultsOfIssues = (
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[] = [],
): readonly Fault[] => {
  const faults = issues.slice(0, MOST).flatMap((issue) => faultsOf(issue, path));
  const more = issues.length - MOST;
  return more > 0
    ? [...faults, { code: 'value_invalid', message: `and ${more} more faults`, pointer: pointerTo(...path) }]
    : faults;
};

/** Of the forms that a value may have, the one that it has but for some fault inside; null when it has none of them. */
function closestBranch(issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | null {
  const branches = issue.errors.filter((errors) =>
    errors.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  );
  return branches[0] ?? null;
}

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
  const fields: Record<string, unknown> = {};
  const faults = Object.entries(shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(given.get(key), { reportInput: true });
    if (!parsed.success) return faultsOfIssues(parsed.error.issues, [key]);
    fields[key] = parsed.data;
    return [];
  });
  const unknown = [...given.keys()].filter((key) => !Object.hasOwn(shape, key));
  return { fields: fields as ParsedFields<Fields>, faults: [...faults, ...unknownFields(unknown, [])] };
}
