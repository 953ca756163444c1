import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../../../src/graph/builder.ts';
import { drawn, HOSTILE } from '../../operators/kinds/hostile.ts';
import { asked } from '../interval/asked.ts';
import { dense, model } from './last-layer.ts';

describe('a network of one layer, in a norm ball', () => {
  const [features, classes, rows] = [30, 3, 3];
  const layer = dense(features, classes);
  const deviation = Math.fround(0.25);
  const normalise = (graph: GraphBuilder, x: string) =>
    graph.node('Div', [graph.node('Sub', [x, graph.constant([0.5])]), graph.constant([deviation])]);

  it.each(['l2', 'l1'] as const)(
    'has margins of the dual norm of differences of weights: %s',
    async (norm) => {
      for (const [before, scale] of [
        [undefined, 1],
        [normalise, 1 / deviation],
      ] as const) {
        const network = await asked(model(layer, before), rows, { norm });
        const x = drawn(rows * features, HOSTILE['ordinary']!.x, 3);
        const epsilon = [0, 0.1, 3];
        const logits = await network.deployed(x);
        for (const y of [0, 1, 2]) {
          const { margins } = await network.ask({ x, epsilon, classes: [y, y, y] });
          for (const [row, found] of margins.entries()) {
            for (const j of [0, 1, 2].filter((one) => one !== y)) {
              const at = (i: number, k: number) => layer.w[i * classes + k]!;
              const differences = Array.from(
                { length: features },
                (_, i) => scale * Math.abs(at(i, y) - at(i, j)),
              );
              const dual = norm === 'l2' ? Math.hypot(...differences) : Math.max(...differences);
              const least = logits[row]![y]! - logits[row]![j]! - epsilon[row]! * dual;
              expect(found[j]).toBeLessThanOrEqual(least + 1e-5 * scale);
              expect(found[j]).toBeGreaterThan(least - 1e-3 * epsilon[row]! * dual - 5e-4 * scale);
            }
          }
        }
        await network.release();
      }
    },
  );

  it.each(['l2', 'l1'] as const)('has no point with less: %s', async (norm) => {
    const network = await asked(model(layer, normalise), classes, { norm });
    const x = drawn(features, HOSTILE['ordinary']!.x, 3);
    const all = Float32Array.of(...x, ...x, ...x);
    const [found] = (await network.ask({ x: all, epsilon: [0.5, 0.5, 0.5], classes: [0, 0, 0] })).margins;
    const worst = [0, 1, 2].map((j) => {
      const away = Array.from(
        { length: features },
        (_, i) => layer.w[i * classes + j]! - layer.w[i * classes]!,
      );
      const largest = Math.max(...away.map(Math.abs));
      const only = away.map((one) => (Math.abs(one) === largest ? Math.sign(one) : 0));
      const delta = norm === 'l1' ? only : away.map((one) => one / (Math.hypot(...away) || 1));
      return x.map((one, i) => one + 0.4999 * delta[i]!);
    });
    const logits = await network.deployed(Float32Array.from(worst.flatMap((point) => [...point])));
    await network.release();
    for (const j of [1, 2]) {
      const lead = logits[j]![0]! - logits[j]![j]!;
      expect(found![j]).toBeLessThanOrEqual(lead);
      expect(found![j]).toBeGreaterThan(lead - 0.01);
    }
  });
});
