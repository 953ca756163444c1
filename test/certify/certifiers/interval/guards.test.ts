import { describe, expect, it } from 'vitest';
import { guardsOf } from '../../../../src/certify/certifiers/interval/guards.ts';
import { networkOf } from '../../../../src/certify/certifiers/interval/network.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { convolutional } from '../../../support/models.ts';
import { subjectOf } from './problem.ts';

/** Exponential, then rectified scores. */
function exponential() {
  const builder = new GraphBuilder('exponential');
  const x = builder.input('x', ['batch', 2]);
  const grown = builder.node('Exp', [x], {}, { outputs: ['grown'] });
  const scores = builder.node(
    'Gemm',
    [grown, builder.constant([1, -1, -1, 1], [2, 2])],
    {},
    { outputs: ['scores'] },
  );
  builder.output(builder.node('Relu', [scores], {}, { outputs: ['logits'] }), ['batch', 2]);
  return builder.model();
}

const guards = async (model: Parameters<typeof subjectOf>[0], reach: number) =>
  guardsOf(await networkOf(await subjectOf(model, 4)), 'float32', reach);

describe('guards', () => {
  it('watch nothing where nothing can grow out of bounds', async () => {
    expect(await guards(convolutional(), 1)).toEqual([]);
    expect(await guards(exponential(), 10)).toEqual([]);
  });

  it('watch what can over the largest box, and all that follows, but nothing before', async () => {
    expect(await guards(exponential(), 60)).toEqual(['grown', 'scores', 'logits']);
    expect(await guards(exponential(), 1000)).toEqual(['grown', 'scores', 'logits']);
  });
});
