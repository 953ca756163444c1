import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../src/graph/builder.ts';
import { gamma, UNIT } from '../../../../src/graph/float32.ts';
import { drawn, HOSTILE } from '../../operators/kinds/hostile.ts';
import { asked, type Options } from '../interval/asked.ts';
import { dense, model, type Dense } from './last-layer.ts';

/*
 * Samples seldom show that room for a rounding is missing: sums are rarely as wrong as they may be. So the room itself is
 * measured, beside what is exact.
 */

const FEATURES = 100;
const LAYER = dense(FEATURES, 3);
const PAIRS = [0, 1, 2].flatMap((y) => [0, 1, 2].filter((j) => j !== y).map((j) => [y, j] as const));

/** Sums of what one pair of classes has to do with. */
function sizes({ w, b }: Dense, x: Float32Array, y: number, j: number) {
  let [lead, terms, differences] = [b[y]! - b[j]!, Math.abs(b[y]!) + Math.abs(b[j]!), 0];
  let weights = 0;
  for (const [i, one] of x.entries()) {
    const [own, rival] = [w[i * 3 + y]!, w[i * 3 + j]!];
    lead += (own - rival) * one;
    terms += (Math.abs(own) + Math.abs(rival)) * Math.abs(one);
    weights += Math.abs(own) + Math.abs(rival);
    differences += Math.abs(own - rival);
  }
  return { lead, terms, weights: weights + Math.abs(b[y]!) + Math.abs(b[j]!), differences };
}

async function margin(
  x: Float32Array,
  epsilon: number,
  [y, j]: readonly [number, number],
  options: Options = {},
  before?: (graph: GraphBuilder, x: string) => string,
): Promise<number> {
  const network = await asked(model(LAYER, before), 1, options);
  const [row] = (await network.ask({ x, epsilon: [epsilon], classes: [y] })).margins;
  await network.release();
  return row![j]!;
}

describe('margins leave room', () => {
  const x = drawn(FEATURES, HOSTILE['ordinary']!.x, 9);
  const unit = gamma(FEATURES);

  it.each(PAIRS)('for the rounding of both logits, by the program and by us: %i over %i', async (...pair) => {
    const { lead, terms } = sizes(LAYER, x, ...pair);
    const room = lead - (await margin(x, 0, pair));
    expect(room).toBeGreaterThan(1.8 * unit * terms);
    expect(room).toBeLessThan(2.5 * unit * terms);
  });

  it.each(PAIRS)('for our own rounding alone, in real arithmetic: %i over %i', async (...pair) => {
    const { lead, terms } = sizes(LAYER, x, ...pair);
    const room = lead - (await margin(x, 0, pair, { arithmetic: 'real' }));
    // parts of eight products, and sixteen operations more
    expect(room).toBeGreaterThan(20 * UNIT * terms);
    expect(room).toBeLessThan(0.5 * unit * terms);
  });

  it.each(PAIRS)(
    'for what is rounded far from the centre, and of the radius: %i over %i',
    async (...pair) => {
      const { lead, weights, differences } = sizes(LAYER, new Float32Array(FEATURES), ...pair);
      const room = lead - differences - (await margin(new Float32Array(FEATURES), 1, pair));
      expect(room).toBeGreaterThan(unit * (1.8 * weights + 0.8 * differences));
      expect(room).toBeLessThan(unit * (2.5 * weights + 2 * differences));
    },
  );

  it.each(['l2', 'l1'] as const)('for a normalisation before, where it cancels: %s', async (norm) => {
    const [mean, scale] = [Math.fround(1000.3), 1000];
    const normalise = (graph: GraphBuilder, at: string) =>
      graph.node('Div', [graph.node('Sub', [at, graph.constant([mean])]), graph.constant([1 / scale])]);
    const near = x.map((one) => mean + one);
    for (const pair of PAIRS) {
      const centred = near.map((one) => (one - mean) * scale);
      const { lead, differences } = sizes(LAYER, centred, ...pair);
      const room = lead - (await margin(near, 0, pair, { norm }, normalise));
      expect(room).toBeGreaterThan(10 * UNIT * mean * scale * differences);
    }
  });
});
