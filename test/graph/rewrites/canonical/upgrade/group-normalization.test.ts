import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { readNumbers } from '../../../../../src/graph/constant.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { fixed, folded, sameSums, single } from './law.ts';

describe('GroupNormalization', () => {
  it('has a scale for each channel, which was one for each group', async () => {
    const model = single(18, 'GroupNormalization', [6, 4], { num_groups: 2 }, [[[1, -2]], [[0.5, 3]]]);
    await sameSums(model, 32);
    const [scale, bias] = upgrade(await folded(model)).model.graph.initializers;
    expect(readNumbers(scale!)).toEqual([1, 1, 1, -2, -2, -2]);
    expect(readNumbers(bias!)).toEqual([0.5, 0.5, 0.5, 3, 3, 3]);
  });

  it('stays as it is in set 21', async () => {
    const scale = [1, -2, 3, 4];
    await sameSums(single(21, 'GroupNormalization', [4, 3], { num_groups: 2 }, [[scale], [scale]]), 1);
  });

  it('is refused where its scale depends on the input', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 2, 3]);
    const scale = builder.node('GlobalMaxPool', [x]);
    const flat = builder.node('Reshape', [scale, builder.constant(BigInt64Array.of(-1n))]);
    const bias = builder.constant([0, 0]);
    const attributes = { num_groups: 2 };
    builder.output(builder.node('GroupNormalization', [x, flat, bias], attributes, { name: 'gn' }), null);
    const traced = await folded(fixed(builder.model(18), 1), 1);
    expect(() => upgrade(traced)).toThrow('"gn" (GroupNormalization) takes its scale');
  });
});
