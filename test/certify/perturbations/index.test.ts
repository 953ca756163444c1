import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PERTURBATIONS } from '../../../src/certify/perturbations/index.ts';

it('lists every norm that has a file, under its name', () => {
  const folder = join(import.meta.dirname, '../../../src/certify/perturbations');
  const members = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !['index.ts', 'perturbation.ts'].includes(file))
    .map((file) => file.replace('.ts', ''));
  expect(Object.keys(PERTURBATIONS).sort()).toEqual(members.sort());
  for (const [name, perturbation] of Object.entries(PERTURBATIONS)) expect(perturbation.norm).toBe(name);
});
