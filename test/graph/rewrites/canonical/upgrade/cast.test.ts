import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { sameBits, single } from './law.ts';

const FLOAT16 = 10;

describe('Cast', () => {
  it.each([9, 13, 19, 21, 23])('stays as it is in set %i', async (opset) => {
    await sameBits(single(opset, 'Cast', [9], { to: FLOAT16 }));
  });

  it('forgets how scales are rounded', async () => {
    const [node] = await sameBits(single(24, 'Cast', [9], { to: FLOAT16, round_mode: 'up' }));
    expect(node!.attributes).toHaveLength(1);
  });
});

describe('CastLike', () => {
  it.each([15, 19, 24])('of operator set %i is a Cast', async (opset) => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 9]);
    const like = builder.constant(Float64Array.of(1), [1]);
    builder.output(builder.node('CastLike', [x, like]), null, 'float64');
    const [node] = await sameBits(builder.model(opset, 10));
    expect([node!.operator, node!.inputs]).toEqual(['Cast', ['x']]);
  });
});
