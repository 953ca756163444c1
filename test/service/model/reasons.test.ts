import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REASONS } from '../../../src/service/model/reasons.ts';

const SOURCES = [
  join(import.meta.dirname, '../../../src/service/model'),
  join(import.meta.dirname, '../../../src/graph'),
];
const TABLE = 'reasons.ts';

const text = SOURCES.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // What the compiler has against a model does not keep it from being admitted.
    .filter((file) => file.endsWith('.ts') && file !== TABLE && !file.startsWith('rewrites'))
    .map((file) => readFileSync(join(folder, file), 'utf8')),
).join('\n');

it('the table has every code that the admission of a model gives', () => {
  const given = [...text.matchAll(/(?:code: |fault\(\s*)'([a-z_]+)'/g)].map(([, code]) => code!);
  expect(given.length).toBeGreaterThan(30);
  expect(given.filter((code) => !(code in REASONS) && code !== 'graph_unsorted')).toEqual([]);
});

it('the table has no code that nothing gives', () => {
  expect(Object.keys(REASONS).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});

it('every explanation is one sentence', () => {
  for (const explanation of Object.values(REASONS)) expect(explanation).toMatch(/^[A-Z].*[.]$/);
});
