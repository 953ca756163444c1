import { SubsetAblation } from '../../src/certify/ablations/subsets.ts';
import { WindowAblation } from '../../src/certify/ablations/windows.ts';
import { STAGES } from '../../src/certify/statistics/keystream.ts';
import { Noise } from '../../src/certify/statistics/noise.ts';
import { NOISES } from '../../src/certify/statistics/noises/index.ts';
import { SplitNoise } from '../../src/certify/statistics/noises/split.ts';

/**
 * Noisy 8-bit images on one core, cipher and tables included. Prints values a second. Arguments: the noise, values of an image,
 * seconds. Ablations show a tenth of the pixels, or a band of four columns, of a square image, and code what is absent in channels.
 */
const [name, values, seconds] = process.argv.slice(2);
const ROWS = 64;
const GRID = { step: 1 / 255, low: 0, high: 1 };
const KEY = new Uint8Array(32).fill(7);
const d = Number(values);
const places = Int32Array.from({ length: d }, (_, i) => i % 256);
const image = Float32Array.from(places, (place) => place / 255);
const side = Math.floor(Math.sqrt(d));
const picture = { channels: 1, height: side, width: d / side, channelsLast: false };
const absence = { kind: 'channels' } as const;
const drawsFrom = (draw: number) => ({ stage: STAGES.estimation, sample: 0, draw });

/** Fills the rows from the draw on, and how long a row is. */
function filling(): { size: number; fill: (out: Float32Array, draw: number) => void } {
  if (name === 'split') {
    const noise = new SplitNoise(GRID, 0.5, d, KEY);
    return { size: d, fill: (out, draw) => noise.fill(out, places, { draw }) };
  }
  if (name === 'subsets') {
    const ablation = new SubsetAblation(picture, Math.floor(d / 10), absence, KEY);
    return { size: ablation.size, fill: (out, draw) => ablation.fill(out, image, drawsFrom(draw)) };
  }
  if (name === 'windows') {
    const ablation = new WindowAblation(picture, { kind: 'columns', side: 4 }, absence);
    return { size: ablation.size, fill: (out, draw) => ablation.fill(out, image, { draw }) };
  }
  const noise = new Noise(GRID, 0.25, d, KEY, NOISES[name as keyof typeof NOISES]);
  return { size: d, fill: (out, draw) => noise.fill(out, places, drawsFrom(draw)) };
}

const { size, fill } = filling();
const rows = new Float32Array(ROWS * size);
for (let draw = 0; draw < 200 * ROWS; draw += ROWS) fill(rows, draw);
const start = performance.now();
let draws = 0;
while (performance.now() - start < Number(seconds) * 1000) {
  fill(rows, draws);
  draws += ROWS;
}
process.stdout.write(String((draws * size) / ((performance.now() - start) / 1000)));
