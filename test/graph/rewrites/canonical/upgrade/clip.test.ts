import { describe, expect, it } from 'vitest';
import { float, GraphBuilder } from '../../../../../src/graph/builder.ts';
import { sameBits, single } from './law.ts';

describe('Clip', () => {
  it.each([
    ['both', { min: float(-0.5), max: float(1) }],
    ['the lower', { min: float(0) }],
    ['the upper', { max: float(6) }],
    ['none', {}],
  ])('has its limits as inputs where attributes gave %s', async (_, attributes) => {
    const [node] = await sameBits(single(8, 'Clip', [9], attributes));
    expect(node!.inputs).toHaveLength(3);
    expect(node!.attributes).toEqual([]);
  });

  it('still makes an infinite value the largest float32 where no limit was given', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 9]);
    const infinite = builder.node('Div', [x, builder.constant([0], [])]);
    builder.output(builder.node('Clip', [infinite], {}), null);
    await sameBits(builder.model(10));
  });

  it.each([11, 12, 13])('stays as it is in set %i', async (opset) => {
    const [node] = await sameBits(single(opset, 'Clip', [9], {}, [null, [[1], []]]));
    expect(node!.inputs[1]).toBe('');
  });
});
