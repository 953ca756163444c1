import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  DATASET,
  DATASET_METADATA,
  MODEL,
  MODEL_METADATA,
} from '../../../../src/adapters/http/schemas/example.ts';
import { parseFields } from '../../../../src/service/fields.ts';
import { contentId } from '../../../../src/service/identity.ts';
import { modelDeclarationFields } from '../../../../src/service/request.ts';

const digestOf = (name: string) => {
  const bytes = readFileSync(new URL(`../../../../src/example/${name}`, import.meta.url));
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
};

it('shows the built-in model under the id that its upload gets', () => {
  const { fields } = parseFields(modelDeclarationFields, MODEL_METADATA);
  expect(MODEL.digest).toBe(digestOf('digits-noise-0.25.onnx'));
  expect(MODEL.id).toBe(contentId('mdl', MODEL.digest, fields));
});
