import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import type { InputNorm } from '../../../../src/graph/rewrites/interval/input.ts';
import { interval } from '../../../../src/graph/rewrites/interval/interval.ts';
import { moved } from '../movements.ts';

const ROWS = 2;
const DIMS = [4, 2, 1] as const;
const SIZE = 8;
const EPSILONS = [0.25, 0];
const SCALE = [0.5, -2, 1, 3];

const x = Float32Array.from({ length: ROWS * SIZE }, (_, i) => ((i * 5) % 7) / 4 - 0.75);
const weights = Array.from({ length: SIZE * 2 }, (_, i) => ((i * 3) % 11) / 8 - 0.5);

type Make = (builder: GraphBuilder, x: string) => string;

/** So large that a rectifier changes nothing. */
const OFFSET = 32;

/** x scaled channel by channel, moved, and two classes of it, which are bounded one by one. */
function networkOf(make: Make) {
  const builder = new GraphBuilder('moved');
  const input = builder.input('x', ['batch', ...DIMS]);
  const scaled = builder.node('Mul', [input, builder.constant(SCALE, [4, 1, 1])]);
  const flat = builder.node('Flatten', [make(builder, scaled)], { axis: 1 });
  const product = builder.node('MatMul', [flat, builder.constant(weights, [SIZE, 2])]);
  const lifted = builder.node('Add', [product, builder.constant([OFFSET, OFFSET])]);
  builder.output(builder.node('Relu', [lifted]), null);
  return builder.model(21, 10);
}

/** Lower bound of logit 0 − logit 1, of each row. */
async function marginsOf(make: Make, norm: InputNorm): Promise<readonly number[]> {
  const { model } = interval(await canonical(networkOf(make), evaluator, ROWS), { arithmetic: 'real', norm });
  const program = await evaluator.load(encode(model));
  const float = (data: readonly number[] | Float32Array, dims: readonly number[]) =>
    ({ type: 'float32', dims, data: Float32Array.from(data) }) as const;
  const { margins } = await program.run({
    x: float(x, [ROWS, ...DIMS]),
    epsilon: float(EPSILONS, [ROWS, 1, 1, 1]),
    low: float([-Infinity], []),
    high: float([Infinity], []),
    class: { type: 'int64', dims: [ROWS], data: new BigInt64Array(ROWS) },
  });
  await program.release();
  return [1, 3].map((place) => Number(margins!.data[place]));
}

/** Place of x that every place of the moved sample holds. */
type Order = readonly number[];

type Dual = (w: readonly number[]) => number;

/** For each class its weights in the order of x: those of all places that hold a coordinate added up. */
const weightsOf = (order: Order, column: 0 | 1): readonly number[] => {
  const w = Array<number>(SIZE).fill(0);
  for (const [place, from] of order.entries()) w[from]! += weights[2 * place + column]! * SCALE[from >> 1]!;
  return w;
};

/** (w₀ − w₁)·x − ε‖w₀‖ − ε‖w₁‖, in the dual norm. */
const expected = (order: Order, dual: Dual): readonly number[] => {
  const [first, second] = [weightsOf(order, 0), weightsOf(order, 1)];
  return EPSILONS.map((epsilon, row) => {
    const product = first.reduce((sum, w, i) => sum + (w - second[i]!) * x[row * SIZE + i]!, 0);
    return product - epsilon * (dual(first) + dual(second));
  });
};

const DUALS = {
  linf: (w: readonly number[]) => w.reduce((sum, one) => sum + Math.abs(one), 0),
  l2: (w: readonly number[]) => Math.hypot(...w),
  l1: (w: readonly number[]) => Math.max(...w.map(Math.abs)),
} as const;

const MOVES: readonly { readonly title: string; readonly make: Make; readonly order: Order }[] = [
  { title: 'Transpose', make: moved('Transpose', { perm: [0, 2, 3, 1] }), order: [0, 2, 4, 6, 1, 3, 5, 7] },
  { title: 'Reshape', make: moved('Reshape', {}, [-1, 2, 2, 2]), order: [0, 1, 2, 3, 4, 5, 6, 7] },
  { title: 'DepthToSpace', make: moved('DepthToSpace', { blocksize: 2 }), order: [0, 2, 4, 6, 1, 3, 5, 7] },
  { title: 'SpaceToDepth', make: moved('SpaceToDepth', { blocksize: 1 }), order: [0, 1, 2, 3, 4, 5, 6, 7] },
];

describe.each(['linf', 'l2', 'l1'] as const)('a ball in the norm %s', (norm) => {
  it.each(MOVES)('stays one when its coordinates are moved: $title', async ({ make, order }) => {
    const bounds = await marginsOf(make, norm);
    const exact = expected(order, DUALS[norm]);
    for (const [row, margin] of exact.entries()) {
      expect(bounds[row]).toBeLessThanOrEqual(margin);
      expect(bounds[row]).toBeGreaterThan(margin - 1e-3);
    }
  });

  it('becomes its hull when a coordinate comes twice', async () => {
    const twice: Make = (builder, name) => {
      const part = moved('Slice', {}, [0], [2], [1])(builder, name);
      return builder.node('Concat', [part, part], { axis: 1 });
    };
    const bounds = await marginsOf(twice, norm);
    for (const [row, margin] of expected([0, 1, 2, 3, 0, 1, 2, 3], DUALS[norm]).entries())
      expect(bounds[row]).toBeLessThanOrEqual(margin);
  });
});
