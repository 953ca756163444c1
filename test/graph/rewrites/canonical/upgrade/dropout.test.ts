import { describe, expect, it } from 'vitest';
import { float, GraphBuilder } from '../../../../../src/graph/builder.ts';
import { sameBits, single } from './law.ts';

describe('Dropout', () => {
  it.each([8, 10])('forgets its ratio, an attribute in set %i', async (opset) => {
    const [node] = await sameBits(single(opset, 'Dropout', [9], { ratio: float(0.7) }));
    expect(node!.attributes).toEqual([]);
  });

  it.each([12, 13, 22])('forgets its ratio, an input in set %i', async (opset) => {
    const builder = new GraphBuilder();
    const ratio = builder.constant([0.3], []);
    const training = builder.constant(Uint8Array.of(0), [], { type: 'bool' });
    builder.output(builder.node('Dropout', [builder.input('x', ['batch', 9]), ratio, training]), null);
    const [node] = await sameBits(builder.model(opset));
    expect(node!.inputs).toHaveLength(1);
  });
});
