import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SMALL_MEMORIES } from '../../src/adapters/runner/process.ts';
import type { NOISES } from '../../src/certify/statistics/noises/index.ts';

const run = promisify(execFile);
const DRAWS = join(import.meta.dirname, 'draws.ts');

/** Noisy values a second on one core, in a process that is started as runners are. */
export async function noiseRate(
  noise: keyof typeof NOISES | 'split' | 'subsets' | 'windows',
  dimensions: number,
  seconds: number,
): Promise<number> {
  const command = [SMALL_MEMORIES, '--import', 'tsx', DRAWS, noise, String(dimensions), String(seconds)];
  return Number((await run(process.execPath, command)).stdout);
}
