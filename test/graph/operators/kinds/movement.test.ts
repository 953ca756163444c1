import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import { concat } from '../../../../src/graph/operators/concat.ts';
import { movementBounds } from '../../../../src/graph/operators/kinds/movement.ts';
import type { Operand, Site } from '../../../../src/graph/operators/site.ts';
import type { Bounds } from '../../../../src/graph/rewrites/interval/bounds.ts';
import { Writer } from '../../../../src/graph/rewrites/interval/writer.ts';
import type { InputNorm } from '../../../../src/graph/rewrites/interval/input.ts';
import { interval } from '../../../../src/graph/rewrites/interval/interval.ts';
import { moved, whole } from '../movements.ts';

const ROWS = 2;
const DIMS = [4, 2, 1] as const;
const SIZE = 8;
const EPSILONS = [0.25, 0];
const SCALE = [0.5, -2, 1, 3];

const x = Float32Array.from({ length: ROWS * SIZE }, (_, i) => ((i * 5) % 7) / 4 - 0.75);
/** Of one sign, so that a coordinate that comes twice counts more than two. */
const weight = (place: number): number => ((place * 3) % 11) / 8 + 0.25;

type Make = (builder: GraphBuilder, x: string) => string;

interface Move {
  readonly title: string;
  readonly make: Make;
  /** Place of x that every place of the moved sample holds; null for zeros. */
  readonly order: readonly (number | null)[];
}

/** So large that a rectifier changes nothing. */
const OFFSET = 32;

/** x scaled channel by channel, moved, and two classes of it, which are bounded one by one. */
function networkOf({ make, order }: Move) {
  const builder = new GraphBuilder('moved');
  const input = builder.input('x', ['batch', ...DIMS]);
  const scaled = builder.node('Mul', [input, builder.constant(SCALE, [4, 1, 1])]);
  const flat = builder.node('Flatten', [make(builder, scaled)], { axis: 1 });
  const weights = Array.from({ length: order.length * 2 }, (_, place) => weight(place));
  const product = builder.node('MatMul', [flat, builder.constant(weights, [order.length, 2])]);
  const lifted = builder.node('Add', [product, builder.constant([OFFSET, OFFSET])]);
  builder.output(builder.node('Relu', [lifted]), null);
  return builder.model(21, 10);
}

/** Lower bound of logit 0 − logit 1, of each row. */
async function marginsOf(move: Move, norm: InputNorm): Promise<readonly number[]> {
  const form = await canonical(networkOf(move), evaluator, ROWS);
  const { model } = interval(form, { arithmetic: 'real', norm });
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

type Dual = (w: readonly number[]) => number;

/** For each class its weights in the order of x: those of all places that hold a coordinate added up. */
const weightsOf = ({ order }: Move, column: 0 | 1): readonly number[] => {
  const w = Array<number>(SIZE).fill(0);
  for (const [place, from] of order.entries())
    if (from !== null) w[from]! += weight(2 * place + column) * SCALE[from >> 1]!;
  return w;
};

/** (w₀ − w₁)·x − ε‖w₀‖ − ε‖w₁‖, in the dual norm. */
const expected = (move: Move, dual: Dual): readonly number[] => {
  const [first, second] = [weightsOf(move, 0), weightsOf(move, 1)];
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

const MOVES: readonly Move[] = [
  { title: 'Transpose', make: moved('Transpose', { perm: [0, 2, 3, 1] }), order: [0, 2, 4, 6, 1, 3, 5, 7] },
  { title: 'Reshape', make: moved('Reshape', {}, [-1, 2, 2, 2]), order: [0, 1, 2, 3, 4, 5, 6, 7] },
  { title: 'DepthToSpace', make: moved('DepthToSpace', { blocksize: 2 }), order: [0, 2, 4, 6, 1, 3, 5, 7] },
  { title: 'SpaceToDepth', make: moved('SpaceToDepth', { blocksize: 1 }), order: [0, 1, 2, 3, 4, 5, 6, 7] },
  { title: 'Slice', make: moved('Slice', {}, [-1], [0], [1], [-2]), order: [6, 7, 2, 3] },
  {
    title: 'Pad',
    make: moved('Pad', {}, [0, 1, 0, 0, 0, -2, 1, 0]),
    order: [null, null, null, 0, 1, null, 2, 3, null],
  },
  {
    title: 'Split',
    make(builder, name) {
      builder.node('Split', [name, whole(builder, [1, 3])], { axis: 1 }, { outputs: ['first', 'rest'] });
      return 'rest';
    },
    order: [2, 3, 4, 5, 6, 7],
  },
  { title: 'Trilu', make: moved('Trilu', { upper: 1 }), order: [0, null, 2, null, 4, null, 6, null] },
];

const TWICE: Move = {
  title: 'twice',
  make(builder, name) {
    const part = moved('Slice', {}, [0], [2], [1])(builder, name);
    return builder.node('Concat', [part, part], { axis: 1 });
  },
  order: [0, 1, 2, 3, 0, 1, 2, 3],
};

const TILED: Move = {
  ...TWICE,
  make: moved('Tile', {}, [1, 2, 1, 1]),
  order: [...Array(16).keys()].map((i) => i % 8),
};

const MIRRORED: Move = {
  title: 'mirrored',
  make: moved('Pad', { mode: 'reflect' }, [0, 1, 0, 0, 0, 0, 0, 0]),
  order: [2, 3, 0, 1, 2, 3, 4, 5, 6, 7],
};

const SEVERAL_ROWS: Move = {
  title: 'several rows a sample',
  make(builder, name) {
    const rows = moved('Reshape', {}, [-1, 4])(builder, name);
    return moved('Reshape', {}, [-1, 6])(builder, moved('Slice', {}, [0], [3], [1])(builder, rows));
  },
  order: [0, 1, 2, 4, 5, 6],
};

describe.each(['linf', 'l2', 'l1'] as const)('a ball in the norm %s', (norm) => {
  it.each(MOVES)('stays one when its coordinates are moved: $title', async (move) => {
    const bounds = await marginsOf(move, norm);
    for (const [row, margin] of expected(move, DUALS[norm]).entries()) {
      expect(bounds[row]).toBeLessThanOrEqual(margin);
      expect(bounds[row]).toBeGreaterThan(margin - 1e-3);
    }
  });

  it.each([TWICE, TILED, MIRRORED, SEVERAL_ROWS])(
    'becomes its hull where it cannot: $title',
    async (move) => {
      const bounds = await marginsOf(move, norm);
      for (const [row, margin] of expected(move, DUALS[norm]).entries())
        expect(bounds[row]).toBeLessThanOrEqual(margin);
    },
  );
});

describe('balls that differ', () => {
  const ballOf = (name: string, multiplier: number, factor: number): Bounds => ({
    dims: [ROWS, 2],
    ends: () => ({ lower: 'lower', upper: 'upper' }),
    ball: () => ({ centre: `${name}/centre`, spread: `${name}/spread`, multiplier, factor }),
  });

  it('are joined with the greatest multiplier and the greatest factor', () => {
    const emit = new Writer('float32');
    const [a, b] = ['a', 'b'].map((name) => emit.builder.input(name, [ROWS, 2]));
    const operand = (name: string, dims: readonly number[]): Operand => ({
      name,
      dims,
      element: 'float32',
      constant: null,
    });
    const builder = new GraphBuilder();
    const y = builder.node('Concat', [a!, b!], { axis: 1 });
    const site: Site = {
      node: builder.build().nodes[0]!,
      inputs: [operand('a', [ROWS, 2]), operand('b', [ROWS, 2])],
      outputs: [operand(y, [ROWS, 4])],
      magnitude: () => null,
    };
    const bounds = movementBounds(emit, site, concat, [ballOf('a', 2, 1.25), ballOf('b', 8, 1.125)]);
    const { centre, multiplier, factor } = bounds[0]!.ball({ slack: 0 });
    expect({ multiplier, factor }).toEqual({ multiplier: 8, factor: 1.25 });
    const { nodes } = emit.builder.build();
    const joined = nodes.find(({ outputs }) => outputs.includes(centre))!;
    const scaled = nodes.find(({ outputs }) => outputs[0] === joined.inputs[0])!;
    expect(joined.inputs[1]).toBe('b/centre');
    expect(scaled.operator).toBe('Mul');
    expect(scaled.inputs).toEqual(['a/centre', emit.scalar(4)]);
  });
});
