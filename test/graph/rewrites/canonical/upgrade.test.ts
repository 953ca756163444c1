import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { OPSETS } from '../../../../src/graph/onnx/versions.ts';
import { upgrade } from '../../../../src/graph/rewrites/canonical/upgrade.ts';
import { verify } from '../../../../src/graph/rewrites/canonical/verify.ts';
import { convolutional } from '../../../support/models.ts';
import { folded, sameBits } from './upgrade/law.ts';

const SETS = Array.from({ length: OPSETS.newest - OPSETS.oldest + 1 }, (_, i) => OPSETS.oldest + i);

describe('upgrade', () => {
  it.each(SETS)('writes a network of operator set %i in the terms of set 21', async (version) => {
    const irVersion = version > 21 ? 11 : 8;
    const nodes = await sameBits({ ...convolutional(), irVersion, opsets: [{ domain: '', version }] });
    expect(nodes.map(({ operator }) => operator)).toEqual(['Conv', 'Relu', 'Flatten', 'Gemm']);
  });

  it('forgets operator sets of other domains, which no node uses', async () => {
    const model = convolutional();
    const opsets = [...model.opsets, { domain: 'ai.onnx.ml', version: 3 }];
    const { model: upgraded } = upgrade(await folded({ ...model, opsets }));
    expect([upgraded.irVersion, upgraded.opsets]).toEqual([10, [{ domain: '', version: 21 }]]);
  });

  it('makes names that nobody has', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 2, 3]);
    const taken = builder.node(
      'Squeeze',
      [builder.node('Unsqueeze', [x], { axes: [1] }, { name: 'n' })],
      { axes: [1] },
      {
        name: 'n/axes',
        outputs: ['n/axes'],
      },
    );
    builder.output(builder.node('ReduceSum', [taken], { axes: [1], keepdims: 0 }, { name: 'sum' }), null);
    const model = builder.model(11);
    verify(upgrade(await folded(model)), 'upgrade');
    await sameBits(model);
  });
});
