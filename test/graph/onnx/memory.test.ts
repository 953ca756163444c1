import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../support/decode-memory.ts');
const ones = new Float32Array(Uint8Array.of(1, 1, 1, 1).buffer)[0];

it.each([
  ['raw bytes', '9'],
  ['packed floats', '4'],
])(
  'a model of 100 MB in %s is held in less than 1.3 times its size, at the peak too',
  async (_, elements) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, elements]);
    const { size, bytes, growth, sum } = JSON.parse(stdout) as Record<
      'size' | 'bytes' | 'growth' | 'sum',
      number
    >;
    expect(bytes).toBe(100_000_000);
    expect(sum).toBe(ones);
    expect(growth).toBeLessThan(0.3 * size);
  },
);
