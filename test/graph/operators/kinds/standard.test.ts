import { expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { compile } from '../../../laws/operator/compiled.ts';

const SIZE = 8;

async function boundsAt(centre: readonly number[], epsilon: number) {
  const builder = new GraphBuilder('standard');
  const input = builder.input('x', ['batch', SIZE]);
  const value = builder.node('LayerNormalization', [input, builder.constant(new Float32Array(SIZE).fill(1))]);
  builder.output(value, null);
  const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
  const { result } = await compiled.bounds(Float32Array.from(centre), Float32Array.of(epsilon));
  await compiled.release();
  return result;
}

const spread = (scale: number): readonly number[] =>
  Array.from({ length: SIZE }, (_, i) => scale * (((i * 3) % SIZE) - 3.5));

it.each([1e19, 1e25, 1e38])(
  'says nothing of values around %s, whose squares are too large',
  async (scale) => {
    const { lower, upper } = await boundsAt(spread(scale / 4), 0);
    expect([...lower, ...upper].some(Number.isFinite)).toBe(false);
  },
);

it('knows of any box that a standardised value is at most the root of their number', async () => {
  const { lower, upper } = await boundsAt(spread(1), 1000);
  for (const [i, low] of lower.entries()) {
    expect(low).toBeGreaterThan(-Math.sqrt(SIZE) * 1.2);
    expect(upper[i]).toBeLessThan(Math.sqrt(SIZE) * 1.2);
  }
});

it('keeps the sign of what is surely above or below the mean', async () => {
  const { lower, upper } = await boundsAt(spread(1), 0.1);
  expect(upper[0]).toBeLessThan(0);
  expect(lower[5]).toBeGreaterThan(0);
});
