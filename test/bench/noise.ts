import { Noise } from '../../src/certify/statistics/noise.ts';
import { NOISES } from '../../src/certify/statistics/noises/index.ts';
import type { NoiseLaw } from '../../src/certify/statistics/noises/law.ts';
import { STAGES } from '../../src/certify/statistics/keystream.ts';

const ROWS = 64;

/** Exact integer draws a second on one core, cipher and table included, on 8-bit images of so many values. */
export function noiseRate(
  dimensions: number,
  seconds: number,
  law: NoiseLaw = NOISES.gaussian,
  scale = 0.25,
): number {
  const grid = { step: 1 / 255, low: 0, high: 1 };
  const noise = new Noise(grid, scale, dimensions, new Uint8Array(32).fill(7), law);
  const places = Int32Array.from({ length: dimensions }, (_, i) => i % 256);
  const input = new Float32Array(ROWS * dimensions);
  const fill = (draw: number) => noise.fill(input, places, { stage: STAGES.estimation, sample: 0, draw });
  for (let draw = 0; draw < 200 * ROWS; draw += ROWS) fill(draw);
  const start = performance.now();
  let draws = 0;
  while (performance.now() - start < seconds * 1000) {
    fill(draws);
    draws += ROWS;
  }
  return (draws * dimensions) / ((performance.now() - start) / 1000);
}
