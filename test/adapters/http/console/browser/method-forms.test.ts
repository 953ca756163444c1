import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { methodsOf, type MethodSchema } from '../../../../../src/adapters/http/console/browser/document.ts';
import { valueOf, write, type Draft } from '../../../../../src/adapters/http/console/browser/draft.ts';
import {
  fieldsOf,
  type Field,
  type Json,
  type Schema,
} from '../../../../../src/adapters/http/console/browser/schema.ts';
import { openApiText } from '../../../../../src/adapters/http/openapi/text.ts';
import { CERTIFIERS, METHOD_REQUEST, type MethodName } from '../../../../../src/certify/certifiers/index.ts';

interface Document {
  paths: Record<string, { post: { requestBody: { content: Record<string, { schema: Schema }> } } }>;
}

let methods: readonly MethodSchema[];
beforeAll(async () => {
  const document = parse(await openApiText('0')) as Document;
  methods = methodsOf(document.paths['/v1/jobs']!.post.requestBody.content['application/json']!.schema);
});

const formOf = (method: MethodSchema) => fieldsOf(method, '/method', ['name']);
const NAMES = Object.keys(CERTIFIERS) as MethodName[];
const EXAMPLES = NAMES.flatMap((name) =>
  (CERTIFIERS[name].request.meta()!['examples'] as Json[]).map((example): [MethodName, Json] => [
    name,
    example,
  ]),
);

function everyField(fields: readonly Field[], see: (field: Field, siblings: readonly Field[]) => void): void {
  for (const field of fields) {
    see(field, fields);
    if (field.shape.kind === 'group') everyField(field.shape.fields, see);
  }
}

describe('the form of a method', () => {
  it('is there for every method', () => {
    expect(methods.map(({ name }) => name)).toEqual(NAMES);
  });

  it('asks for every parameter in a way of its own', () => {
    for (const method of methods) {
      const fields = formOf(method);
      expect(fields.length, method.name).toBe(Object.keys(method.properties!).length - 1);
      everyField(fields, ({ shape, pointer }) => expect(shape.kind, pointer).not.toBe('json'));
    }
  });

  it.each(EXAMPLES)('says the example of %s that it begins with: %j', (name, example) => {
    const method = methods.find((one) => one.name === name)!;
    const shape = { kind: 'group', fields: formOf(method) } as const;
    const draft: Draft = new Map();
    write({ shape, pointer: '/method' }, example, draft);
    const said = valueOf({ shape, pointer: '/method', required: true, fallback: undefined }, draft);
    expect(METHOD_REQUEST.parse({ ...(said as object), name })).toEqual(METHOD_REQUEST.parse(example));
  });

  it('guides by siblings that there are, and by values that they can have', () => {
    let guided = 0;
    const look = (field: Field, siblings: readonly Field[]): void => {
      for (const [name, values] of Object.entries(field.when)) {
        const shape = siblings.find((one) => one.name === name)?.shape;
        if (shape?.kind !== 'choice') throw new Error(`${field.pointer} goes by ${name}, which is no choice`);
        expect(shape.options).toEqual(expect.arrayContaining([...values]));
        guided += 1;
      }
      for (const [name, table] of Object.entries(field.choices)) {
        const sibling = siblings.find((one) => one.name === name)?.shape;
        if (sibling?.kind !== 'choice' || field.shape.kind !== 'choice') throw new Error(field.pointer);
        expect(Object.keys(table)).toEqual(sibling.options);
        expect(new Set(Object.values(table).flat())).toEqual(new Set(field.shape.options));
        guided += 1;
      }
      if (!field.either) return;
      const options = siblings
        .filter((one) => one.either?.[0] === field.either![0])
        .map(({ either }) => either![1]);
      expect(new Set(options).size, field.pointer).toBeGreaterThan(1);
      guided += 1;
    };
    for (const method of methods) everyField(formOf(method), look);
    expect(guided).toBeGreaterThan(20);
  });
});
