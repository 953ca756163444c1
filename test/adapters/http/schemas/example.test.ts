import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  DATASET,
  DATASET_METADATA,
  MODEL,
  MODEL_METADATA,
} from '../../../../src/adapters/http/schemas/example.ts';
import { examineDataset } from '../../../../src/service/dataset/examine.ts';
import { parseFields } from '../../../../src/service/fields.ts';
import { contentId } from '../../../../src/service/identity.ts';
import { datasetDeclarationFields, modelDeclarationFields } from '../../../../src/service/request.ts';

const read = (name: string) => readFileSync(new URL(`../../../../src/example/${name}`, import.meta.url));
const digestOf = (pieces: Iterable<Uint8Array>) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
};

it('shows the built-in model under the id that its upload gets', () => {
  const { fields } = parseFields(modelDeclarationFields, MODEL_METADATA);
  expect(MODEL.digest).toBe(digestOf([read('digits-noise-0.25.onnx')]));
  expect(MODEL.id).toBe(contentId('mdl', MODEL.digest, fields));
});

it('shows the built-in dataset under the id that its upload gets', () => {
  const { fields } = parseFields(datasetDeclarationFields, DATASET_METADATA);
  const { model: _, ...declared } = fields as Required<typeof fields>;
  const filename = 'digits-test.npz';
  const bytes = read(filename);
  const { canonical } = examineDataset([{ part: 'file', filename, bytes }], declared);
  const parts = [{ part: 'file', filename, digest: DATASET.file, size: bytes.length }];
  expect(DATASET.file).toBe(digestOf([bytes]));
  expect(DATASET.digest).toBe(digestOf(canonical));
  expect(DATASET.id).toBe(contentId('dst', DATASET.digest, { declared, parts }));
});
