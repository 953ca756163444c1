import type { Draws } from '../../../src/certify/statistics/noise.ts';
import { Noise } from '../../../src/certify/statistics/noise.ts';
import type { Placed } from '../../../src/certify/voting/sampler.ts';
import { key } from '../numbers.ts';

const GRID = { step: 0.0625, low: 0, high: 1 };

/** One coordinate at a place of a grid of sixteenths, under Gaussian noise of four steps. Writes down which draws were asked for. */
export function placedAt(place: number, seed: number, firsts: number[] = []): Placed {
  const noise = new Noise(GRID, 0.25, 1, key(seed));
  const places = Int32Array.of(place);
  return {
    distance: 0,
    fill(out, draws: Draws) {
      firsts.push(draws.draw);
      noise.fill(out, places, draws);
    },
  };
}
