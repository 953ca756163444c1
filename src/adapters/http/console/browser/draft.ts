import { wordsOf, type Field, type Json, type Shape } from './schema.ts';

/**
 * What a form holds, by pointer: the text of a field, `true` for a flag that is set, `POINTER?` the number of the alternative
 * that is chosen, `POINTER?group` the option of those of its fields that exclude each other.
 */
export type Draft = Map<string, string>;

/** The body that a draft says; undefined: nothing is said. What is no number goes as it is, for the service to refuse. */
export function valueOf(
  { shape, pointer, required, fallback }: Pick<Field, 'shape' | 'pointer' | 'required' | 'fallback'>,
  draft: Draft,
): Json | undefined {
  const text = (draft.get(pointer) ?? '').trim();
  switch (shape.kind) {
    case 'fixed':
      return shape.value;
    case 'flag':
      return text === 'true' ? true : fallback === true ? false : undefined;
    case 'group':
      return groupValue(shape.fields, pointer, draft, required);
    case 'alternatives': {
      const branch = shape.branches[Number(draft.get(`${pointer}?`) || NaN)];
      return branch && valueOf({ shape: branch.shape, pointer, required: true, fallback: undefined }, draft);
    }
    default:
      return text === '' ? undefined : parsed(shape, text);
  }
}

function groupValue(
  fields: readonly Field[],
  pointer: string,
  draft: Draft,
  required: boolean,
): Json | undefined {
  const said = fields
    .filter((field) => applies(field, fields, pointer, draft))
    .map((field) => [field.name, valueOf(field, draft)] as const)
    .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return said.length > 0 || required ? Object.fromEntries(said) : undefined;
}

function parsed(shape: Shape, text: string): Json {
  if (shape.kind === 'number') return numberOf(text);
  if (shape.kind === 'json') return jsonOf(text);
  if (shape.kind !== 'list') return text;
  const entries = text
    .split(shape.of === 'number' ? /[\s,;]+/ : /\s*[,\n]\s*/)
    .filter((entry) => entry !== '');
  const values = shape.of === 'number' ? entries.map(numberOf) : entries;
  return shape.single && values.length === 1 ? values[0]! : values;
}

/** Fractions too: 8-bit images have a step of 1/255. */
export function numberOf(text: string): Json {
  const [, over, under] = /^([-+]?[\d.]+(?:e[-+]?\d+)?)\s*\/\s*(\d+)$/i.exec(text) ?? [];
  const value = over === undefined ? Number(text) : Number(over) / Number(under);
  return Number.isFinite(value) && text.trim() !== '' ? value : text;
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Whether a field goes with what the others say. */
export function applies(field: Field, siblings: readonly Field[], parent: string, draft: Draft): boolean {
  return (
    fits(field, siblings, parent, draft) &&
    (!field.either || optionOf(field.either[0], siblings, parent, draft) === field.either[1])
  );
}

function fits({ when }: Field, siblings: readonly Field[], parent: string, draft: Draft): boolean {
  return Object.entries(when).every(([name, values]) => {
    const sibling = siblings.find((one) => one.name === name);
    if (!sibling) return true;
    return fits(sibling, siblings, parent, draft) && values.includes(saidBy(sibling, draft));
  });
}

/** What a field says, or what leaving it out says. */
const saidBy = ({ pointer, fallback }: Field, draft: Draft): string =>
  draft.get(pointer) || (typeof fallback === 'string' ? fallback : '');

/** The options of a group of fields that exclude each other, as far as anything is left of them. */
export function optionsOf(
  group: string,
  siblings: readonly Field[],
  parent: string,
  draft: Draft,
): readonly string[] {
  const members = siblings.filter((one) => one.either?.[0] === group && fits(one, siblings, parent, draft));
  return [...new Set(members.map(({ either }) => either![1]))];
}

/** The option that is chosen, or the first. */
export function optionOf(
  group: string,
  siblings: readonly Field[],
  parent: string,
  draft: Draft,
): string | undefined {
  const options = optionsOf(group, siblings, parent, draft);
  const chosen = draft.get(`${parent}?${group}`);
  return options.find((option) => option === chosen) ?? options[0];
}

/** The values that a field can take beside what the others say. */
export function valuesOf(field: Field, siblings: readonly Field[], draft: Draft): readonly string[] {
  const options = field.shape.kind === 'choice' ? field.shape.options : [];
  return options.filter((option) =>
    Object.entries(field.choices).every(([name, table]) => {
      const sibling = siblings.find((one) => one.name === name);
      const allowed = sibling && table[saidBy(sibling, draft)];
      return !allowed || allowed.includes(option);
    }),
  );
}

/** Writes a value into a draft, so that `valueOf` says it again. */
export function write({ shape, pointer }: Pick<Field, 'shape' | 'pointer'>, value: Json, draft: Draft): void {
  if (shape.kind === 'group') writeGroup(shape.fields, pointer, value, draft);
  else if (shape.kind === 'alternatives') {
    const at = shape.branches.findIndex((branch) => takes(branch.shape, value));
    if (at < 0) return;
    draft.set(`${pointer}?`, String(at));
    write({ shape: shape.branches[at]!.shape, pointer }, value, draft);
  } else if (shape.kind === 'json') draft.set(pointer, JSON.stringify(value));
  else if (shape.kind !== 'fixed' && value !== null)
    draft.set(pointer, Array.isArray(value) ? value.join(', ') : wordsOf(value));
}

function writeGroup(fields: readonly Field[], pointer: string, value: Json, draft: Draft): void {
  if (!isRecord(value)) return;
  for (const field of fields) {
    const said = value[field.name];
    if (said === undefined) continue;
    write(field, said, draft);
    if (field.either) draft.set(`${pointer}?${field.either[0]}`, field.either[1]);
  }
}

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function takes(shape: Shape, value: Json): boolean {
  switch (shape.kind) {
    case 'fixed':
      return shape.value === value;
    case 'group':
      return (
        isRecord(value) &&
        Object.keys(value).every((name) => shape.fields.some((field) => field.name === name))
      );
    case 'list':
      return Array.isArray(value);
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'json':
      return true;
    default:
      return typeof value === 'string';
  }
}
