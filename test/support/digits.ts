import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from './client.ts';

const EXAMPLE = join(import.meta.dirname, '../../src/example');

export const digitsModel = (): Uint8Array => readFileSync(join(EXAMPLE, 'digits-noise-0.25.onnx'));
export const digitsData = (): Uint8Array => readFileSync(join(EXAMPLE, 'digits-test.npz'));

export const DIGITS = { name: 'digits', domain: [0, 1], grid: 1 / 16 };

/** The network that was trained for interval bounds. */
export const boundedModel = (): Uint8Array => readFileSync(join(EXAMPLE, 'digits-ibp-0.10.onnx'));

/** The built-in example, admitted. */
export async function admitDigits(client: Client): Promise<{ model: string; dataset: string }> {
  const model = await client.admit('/v1/models', [{ name: 'file', content: digitsModel() }], DIGITS);
  const dataset = await client.admit('/v1/datasets', [{ name: 'file', content: digitsData() }], {
    scale: 1 / 16,
  });
  return { model, dataset };
}

export const smoothing = (n: number) => ({ name: 'smoothing', sigma: 0.25, n0: 100, n, alpha: 0.001 });
