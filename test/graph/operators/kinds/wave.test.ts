import { expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { compile } from '../../../laws/operator/compiled.ts';

const CRESTS = 4000;

/** Far out, turns are rounded more coarsely than x is. */
const crests = Float64Array.from({ length: CRESTS }, (_, k) => 2 * Math.PI * (100 * (k - CRESTS / 2) + 0.25));

it.each([
  ['lower', 1],
  ['upper', -1],
])('finds a crest that lies hard by the %s end', async (_, side) => {
  const builder = new GraphBuilder();
  builder.output(builder.node('Sin', [builder.input('x', ['batch', CRESTS])], {}, { outputs: ['y'] }), null);
  const compiled = await compile(builder.model(21, 10), 'y', 1, 'float32');
  const centres = Float32Array.from(crests, (crest) => crest + side);
  const { box, result } = await compiled.bounds(centres, Float32Array.of(1));
  await compiled.release();
  const inside = [...crests.keys()].filter((k) => box.lower[k]! <= crests[k]! && crests[k]! <= box.upper[k]!);
  expect(inside.length).toBeGreaterThan(CRESTS / 4);
  expect(inside.filter((k) => !(result.upper[k]! >= 1))).toEqual([]);
});
