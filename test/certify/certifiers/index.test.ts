import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  CERTIFIERS,
  certifierOf,
  METHOD_NAMES,
  METHOD_REQUEST,
  METHOD_SETTLED,
} from '../../../src/certify/certifiers/index.ts';

describe('the table of methods', () => {
  it('lists every method that has a file or folder, under its name', () => {
    const folder = join(import.meta.dirname, '../../../src/certify/certifiers');
    const members = readdirSync(folder)
      .filter((entry) => !['index.ts', 'README.md'].includes(entry))
      .map((entry) => entry.replace('.ts', ''));
    expect(Object.keys(CERTIFIERS).sort()).toEqual(members.sort());
    for (const name of METHOD_NAMES) expect(certifierOf({ name }).name).toBe(name);
  });

  it('gives every method a branch of both unions', () => {
    const branches = (schema: z.ZodType) =>
      (z.toJSONSchema(schema, { io: 'input' }).oneOf as { properties: { name: { const: string } } }[]).map(
        (branch) => branch.properties.name.const,
      );
    expect(branches(METHOD_REQUEST).sort()).toEqual([...METHOD_NAMES].sort());
    expect(branches(METHOD_SETTLED).sort()).toEqual([...METHOD_NAMES].sort());
  });

  it('says which methods there are when none of them is named', () => {
    for (const wrong of [{ name: 'guess' }, {}, null, 'smoothing']) {
      const { error } = METHOD_REQUEST.safeParse(wrong);
      expect(error!.issues[0]!.message).toContain('smoothing');
    }
  });

  it('documents every parameter of every method', () => {
    for (const certifier of Object.values(CERTIFIERS)) {
      const schema = z.toJSONSchema(certifier.request, { io: 'input' });
      const { name: _name, ...parameters } = schema.properties as Record<string, { description?: string }>;
      expect(Object.entries(parameters).filter(([, { description }]) => !description)).toEqual([]);
      for (const example of schema.examples as unknown[])
        expect(certifier.request.safeParse(example).success).toBe(true);
    }
  });
});
