import { describe, expect, it } from 'vitest';
import { float, GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws, type OperatorCase } from '../../laws/operator.ts';
import { compile } from '../../laws/operator/compiled.ts';
import { standardised } from './standardised.ts';

const SCALE = [1.5, -2, 1, 0.5];
const BIAS = [0.25, -1, 0, 3];

const group =
  (epsilon: number): OperatorCase['node'] =>
  (builder, x) =>
    builder.node('GroupNormalization', [x, builder.constant(SCALE), builder.constant(BIAS)], {
      num_groups: 2,
      epsilon: float(epsilon),
    });

const exact = (epsilon: number) => (x: Float64Array) =>
  [0, 1].flatMap((half) => {
    const channel = (place: number): number => 2 * half + Math.floor(place / 3);
    return standardised(
      [...x.slice(6 * half, 6 * half + 6)],
      (place) => SCALE[channel(place)]!,
      (place) => BIAS[channel(place)]!,
      Math.fround(epsilon),
    );
  });

operatorLaws('GroupNormalization', [
  {
    title: 'of sequences around zero',
    dims: [4, 3],
    node: group(1e-3),
    widest: 1,
    rounding: { relative: 1e-3, absolute: 2e-2 },
    loose: 60,
    exact: exact(1e-3),
  },
]);

describe('GroupNormalization of numbers far from zero', () => {
  it('has no bounds, because the engine subtracts moments and may give what is not a number', async () => {
    const builder = new GraphBuilder('groups');
    const value = group(1e-5)(builder, builder.input('x', ['batch', 4, 3]));
    builder.output(builder.node('Flatten', [value]), null);
    const compiled = await compile(builder.model(21, 10), value, 1, 'float32');
    const far = Float32Array.from({ length: 12 }, (_, i) => 1000 + ((i * 7) % 5) / 64);
    const { result } = await compiled.bounds(far, Float32Array.of(0));
    await compiled.release();
    const known = result.lower.filter((low, i) => Number.isFinite(low) && Number.isFinite(result.upper[i]!));
    expect(known).toHaveLength(0);
  });
});
