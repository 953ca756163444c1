import { isList } from './canonical.ts';
import { shown, step, type Report } from './finding.ts';
import type { Json, JsonObject } from './json.ts';

/** Whether a value has a shape; what is wrong with it is reported, every fault at its own place. */
export type Shape = (value: Json, path: string, report: Report) => boolean;

const wrongType = (what: string, value: Json, path: string, report: Report): false => {
  report(path, 'type_wrong', `${what} is expected, not ${kindOf(value)}`);
  return false;
};
const wrongValue = (what: string, value: Json, path: string, report: Report): false => {
  report(path, 'value_wrong', `${what} is expected, not ${shown(value)}`);
  return false;
};

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export const isObject = (value: Json): value is JsonObject =>
  value !== null && typeof value === 'object' && !isList(value);

export const text =
  (what = 'text', pattern = /^/): Shape =>
  (value, path, report) => {
    if (typeof value !== 'string') return wrongType(what, value, path, report);
    return pattern.test(value) || wrongValue(what, value, path, report);
  };

export const real =
  (low = -Infinity, high = Infinity): Shape =>
  (value, path, report) => {
    const what = span('a number', low, high);
    if (typeof value !== 'number') return wrongType(what, value, path, report);
    return (value >= low && value <= high) || wrongValue(what, value, path, report);
  };

export const whole =
  (low = 0, high = Number.MAX_SAFE_INTEGER): Shape =>
  (value, path, report) => {
    const what = span('a whole number', low, high);
    if (typeof value !== 'number') return wrongType(what, value, path, report);
    const fits = Number.isSafeInteger(value) && value >= low && value <= high;
    return fits || wrongValue(what, value, path, report);
  };

function span(what: string, low: number, high: number): string {
  if (low === -Infinity && high === Infinity) return what;
  return high >= Number.MAX_SAFE_INTEGER ? `${what} from ${low} on` : `${what} from ${low} to ${high}`;
}

export const flag: Shape = (value, path, report) =>
  typeof value === 'boolean' || wrongType('true or false', value, path, report);

export const oneOf =
  (...choices: readonly Json[]): Shape =>
  (value, path, report) =>
    choices.includes(value) || wrongValue(choices.map(shown).join(' or '), value, path, report);

export const orNull =
  (shape: Shape): Shape =>
  (value, path, report) =>
    value === null || shape(value, path, report);

/** The first that fits; where none does, what the last one says. */
export const either =
  (first: Shape, second: Shape): Shape =>
  (value, path, report) =>
    first(value, path, () => undefined) || second(value, path, report);

export const listOf =
  (shape: Shape, least = 0, most = Infinity): Shape =>
  (value, path, report) => {
    if (!isList(value)) return wrongType('a list', value, path, report);
    if (value.length < least || value.length > most)
      return wrongValue(`a list of ${least} to ${most} entries`, `${value.length} entries`, path, report);
    return value.map((one, i) => shape(one, step(path, i), report)).every(Boolean);
  };

/** An object with names of any kind, but for the empty one. */
export const recordOf =
  (shape: Shape): Shape =>
  (value, path, report) => {
    if (!isObject(value)) return wrongType('an object', value, path, report);
    return Object.entries(value)
      .map(([key, one]) => {
        if (key !== '') return shape(one, step(path, key), report);
        return wrongValue('a name', key, step(path, key), report);
      })
      .every(Boolean);
  };

type Fields = Readonly<Record<string, Shape>>;

/** An object with these members, those that may be missing, and no others. */
export const fields =
  (needed: Fields, optional: Fields = {}): Shape =>
  (value, path, report) => {
    if (!isObject(value)) return wrongType('an object', value, path, report);
    let fits = true;
    for (const key of Object.keys(value)) {
      if (Object.hasOwn(needed, key) || Object.hasOwn(optional, key)) continue;
      report(step(path, key), 'field_unknown', `there is no field ${shown(key)} here`);
      fits = false;
    }
    for (const [key, shape] of Object.entries({ ...needed, ...optional })) {
      if (Object.hasOwn(value, key)) fits = shape(value[key]!, step(path, key), report) && fits;
      else if (Object.hasOwn(needed, key)) {
        report(step(path, key), 'field_missing', `the field ${key} is missing`);
        fits = false;
      }
    }
    return fits;
  };
