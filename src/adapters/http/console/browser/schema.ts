export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A value in a line: what is no text as JSON. */
export const wordsOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is read of a JSON Schema; the keys with x- say how fields go together (`src/certify/certifiers/README.md`). */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly enum?: readonly string[];
  readonly const?: Json;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly 'x-when'?: Readonly<Record<string, readonly string[]>>;
  readonly 'x-choices'?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly 'x-either'?: readonly [group: string, option: string];
}

/** How a value is asked for. */
export type Shape =
  | { readonly kind: 'fixed'; readonly value: Json }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly whole: boolean }
  | { readonly kind: 'text' }
  /** Entries with commas between them; `single`: one of them alone is no list. */
  | { readonly kind: 'list'; readonly of: 'number' | 'text'; readonly single: boolean }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  | { readonly kind: 'alternatives'; readonly branches: readonly Branch[] }
  /** Whatever no other kind can ask for. */
  | { readonly kind: 'json' };

export interface Branch {
  readonly label: string;
  readonly shape: Shape;
}

export interface Field {
  readonly name: string;
  /** JSON Pointer in the body: what faults name, and the key of its draft. */
  readonly pointer: string;
  readonly help: string;
  readonly required: boolean;
  readonly fallback: Json | undefined;
  readonly example: Json | undefined;
  readonly when: NonNullable<Schema['x-when']>;
  readonly choices: NonNullable<Schema['x-choices']>;
  readonly either: Schema['x-either'];
  readonly shape: Shape;
}

/** The fields of an object, in the order of its schema; those of `without` are asked for elsewhere. */
export function fieldsOf(schema: Schema, pointer = '', without: readonly string[] = []): readonly Field[] {
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !without.includes(name))
    .map(([name, one]) => fieldOf(name, one, pointer, schema));
}

function fieldOf(name: string, schema: Schema, parent: string, whole: Schema): Field {
  const pointer = `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    name,
    pointer,
    help: schema.description ?? '',
    required: whole.required?.includes(name) ?? false,
    fallback: schema.default,
    example: schema.examples?.[0] ?? memberOf(whole.examples?.[0], name),
    when: schema['x-when'] ?? {},
    choices: schema['x-choices'] ?? {},
    either: schema['x-either'],
    shape: shapeOf(schema, pointer),
  };
}

const memberOf = (whole: Json | undefined, name: string): Json | undefined =>
  typeof whole === 'object' && whole !== null && !Array.isArray(whole)
    ? (whole as { readonly [name: string]: Json })[name]
    : undefined;

function shapeOf(schema: Schema, pointer: string): Shape {
  const branches = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null');
  if (branches) return unionOf(branches, pointer);
  if (schema.const !== undefined) return { kind: 'fixed', value: schema.const };
  if (schema.enum) return { kind: 'choice', options: schema.enum };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'flag' };
    case 'integer':
    case 'number':
      return { kind: 'number', whole: schema.type === 'integer' };
    case 'string':
      return { kind: 'text' };
    case 'array':
      return listOf(schema);
    case 'object':
      return schema.properties ? { kind: 'group', fields: fieldsOf(schema, pointer) } : { kind: 'json' };
    default:
      return { kind: 'json' };
  }
}

const isNumber = ({ type }: Schema) => type === 'number' || type === 'integer';

function listOf({ items, prefixItems }: Schema): Shape {
  const entries = prefixItems ?? (typeof items === 'object' ? [items] : []);
  if (entries.length > 0 && entries.every(isNumber)) return { kind: 'list', of: 'number', single: false };
  if (entries.length > 0 && entries.every(({ type, enum: options }) => type === 'string' && !options))
    return { kind: 'list', of: 'text', single: false };
  return { kind: 'json' };
}

function unionOf(branches: readonly Schema[], pointer: string): Shape {
  const shapes = branches.map((branch) => shapeOf(branch, pointer));
  if (shapes.length === 1) return shapes[0]!;
  const [one, several] = shapes;
  if (shapes.length === 2 && several!.kind === 'list' && one!.kind === several!.of)
    return { ...several!, single: true };
  return {
    kind: 'alternatives',
    branches: shapes.map((shape, at) => ({ label: labelOf(shape, branches[at]!), shape })),
  };
}

const WORDS: Partial<Record<Shape['kind'], string>> = {
  text: 'text',
  number: 'a number',
  list: 'a list',
  flag: 'yes or no',
};

function labelOf(shape: Shape, { title, format }: Schema & { readonly format?: string }): string {
  if (title !== undefined) return title;
  if (shape.kind === 'fixed') return wordsOf(shape.value);
  if (shape.kind === 'group') return shape.fields.map(({ name }) => name).join(', ');
  return format ?? WORDS[shape.kind] ?? 'JSON';
}
