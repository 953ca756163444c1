import type { GraphBuilder } from '../../../src/graph/builder.ts';
import type { Attributes } from '../../../src/graph/rewrites/interval/emit.ts';
import { operatorLaws, refusalLaws } from '../../laws/operator.ts';
import { affine } from './sums.ts';

const along =
  (axis: number, attributes: Attributes = {}) =>
  (builder: GraphBuilder, x: string): string =>
    builder.node('CumSum', [x, builder.constant(BigInt64Array.of(BigInt(axis)), [])], attributes);

operatorLaws('CumSum', [
  affine({ title: 'along the last axis', dims: [2, 3], terms: 3 }, along(-1)),
  affine({ title: 'backwards', dims: [4], terms: 4 }, along(1, { reverse: 1 })),
  affine({ title: 'without itself', dims: [4], terms: 4 }, along(1, { exclusive: 1 })),
]);

refusalLaws('CumSum', [{ title: 'along the batch', dims: [3], reason: /over the batch/, node: along(0) }]);
