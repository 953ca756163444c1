import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Attributes } from '../../../../src/graph/rewrites/interval/emit.ts';
import { elementCount } from '../../../../src/graph/tensor.ts';
import { numbers } from '../../../certify/numbers.ts';
import { asked, type Asked } from '../../rewrites/interval/asked.ts';
import { fill } from '../sums.ts';

interface Case {
  readonly title: string;
  readonly dims: readonly number[];
  /** Makes the value called y. */
  readonly write: (graph: GraphBuilder, x: string) => void;
  /** Where the samples lie; around zero when left out. */
  readonly around?: number;
  /** Norms in which the bound is the dual norm itself; in others it only holds. */
  readonly tight: readonly ('l2' | 'l1')[];
}

const Y = { outputs: ['y'] };
const tensor = (graph: GraphBuilder, dims: readonly number[], seed = 1) =>
  graph.constant(fill(dims, seed), dims);

const weighted =
  (operator: string, dims: readonly number[], attributes: Attributes = {}) =>
  (graph: GraphBuilder, x: string): void => {
    graph.node(operator, [x, tensor(graph, dims)], attributes, Y);
  };

/** (x − μ) / σ, channel by channel. */
const normalised = (graph: GraphBuilder, x: string, axes: number): string => {
  const dims = [3, ...Array.from({ length: axes }, () => 1)];
  const centred = graph.node('Sub', [x, graph.constant([0.49, 0.48, -0.4], dims)]);
  return graph.node('Div', [centred, graph.constant([0.2, 0.25, 0.9], dims)]);
};

const square = (size: number) => ({ kernel_shape: [size, size] });
const BOTH = ['l2', 'l1'] as const;

const CASES: readonly Case[] = [
  { title: 'Gemm', dims: [6], tight: BOTH, write: weighted('Gemm', [6, 4]) },
  {
    title: 'Gemm with transposed weights',
    dims: [6],
    tight: BOTH,
    write: weighted('Gemm', [4, 6], { transB: 1 }),
  },
  { title: 'MatMul', dims: [6], tight: BOTH, write: weighted('MatMul', [6, 4]) },
  { title: 'MatMul of a stack', dims: [2, 3], tight: ['l2'], write: weighted('MatMul', [3, 4]) },
  { title: 'Conv', dims: [3, 4, 3], tight: BOTH, write: weighted('Conv', [4, 3, 2, 2], square(2)) },
  {
    title: 'Conv, padded, strided, dilated, in groups',
    dims: [4, 4, 3],
    tight: ['l2'],
    write: weighted('Conv', [6, 2, 2, 2], {
      ...square(2),
      pads: [1, 0, 1, 2],
      strides: [2, 1],
      dilations: [1, 2],
      group: 2,
    }),
  },
  {
    title: 'Conv in groups',
    dims: [4, 3, 3],
    tight: BOTH,
    write: weighted('Conv', [6, 2, 3, 3], { ...square(3), group: 2 }),
  },
  {
    title: 'Conv of every channel by itself',
    dims: [3, 3, 3],
    tight: BOTH,
    write: weighted('Conv', [3, 1, 3, 3], { ...square(3), group: 3 }),
  },
  {
    title: 'ConvTranspose',
    dims: [2, 2, 2],
    tight: ['l2'],
    write: weighted('ConvTranspose', [2, 3, 2, 2], { ...square(2), strides: [1, 1] }),
  },
  {
    title: 'Conv after a normalisation of channels',
    dims: [3, 3, 3],
    tight: BOTH,
    write: (graph, x) =>
      graph.node('Conv', [normalised(graph, x, 2), tensor(graph, [4, 3, 3, 3])], square(3), Y),
  },
  {
    title: 'Conv in groups after a normalisation of channels',
    dims: [3, 2, 2],
    tight: BOTH,
    write: (graph, x) =>
      graph.node(
        'Conv',
        [normalised(graph, x, 2), tensor(graph, [6, 1, 2, 2])],
        { ...square(2), group: 3 },
        Y,
      ),
  },
  {
    title: 'Gemm of normalised features',
    dims: [3],
    tight: BOTH,
    write: (graph, x) => graph.node('Gemm', [normalised(graph, x, 0), tensor(graph, [3, 4])], {}, Y),
  },
  {
    title: 'Gemm of normalised channels, flattened',
    dims: [3, 2, 2],
    tight: BOTH,
    write: (graph, x) =>
      graph.node('Gemm', [graph.node('Flatten', [normalised(graph, x, 2)]), tensor(graph, [12, 3])], {}, Y),
  },
  {
    title: 'Conv of channels that came last, scaled',
    dims: [3, 3, 2],
    tight: BOTH,
    write: (graph, x) => {
      const scaled = graph.node('Mul', [x, graph.constant([0.004, -2], [2])]);
      const first = graph.node('Transpose', [scaled], { perm: [0, 3, 1, 2] });
      graph.node('Conv', [first, tensor(graph, [4, 2, 3, 3])], square(3), Y);
    },
  },
  {
    title: 'Gemm of what is repeated',
    dims: [1, 4],
    tight: [],
    write: (graph, x) => {
      const repeated = graph.node('Mul', [x, graph.constant([1, 1, 1], [3, 1])]);
      graph.node('Gemm', [graph.node('Flatten', [repeated]), tensor(graph, [12, 3])], {}, Y);
    },
  },
  {
    title: 'Gemm of x and x again',
    dims: [4],
    tight: [],
    write: (graph, x) =>
      graph.node('Gemm', [graph.node('Concat', [x, x], { axis: 1 }), tensor(graph, [8, 3])], {}, Y),
  },
  {
    title: 'Gemm of what is next to nothing, made large again',
    dims: [4],
    tight: [],
    write: (graph, x) => {
      const tiny = graph.node('Mul', [x, graph.constant([1e-25])]);
      const large = graph.constant(
        fill([4, 3]).map((w) => 1e18 * w),
        [4, 3],
      );
      graph.node('Gemm', [tiny, large], {}, Y);
    },
  },
  {
    title: 'Gemm of features whose normalisation cancels',
    dims: [4],
    around: 1000.3,
    tight: [],
    write: (graph, x) => {
      const centred = graph.node('Sub', [x, graph.constant([1000.3])]);
      graph.node(
        'Gemm',
        [graph.node('Div', [centred, graph.constant([1e-3])]), tensor(graph, [4, 3])],
        {},
        Y,
      );
    },
  },
  {
    title: 'Gemm of something rectified',
    dims: [5],
    tight: [],
    write: (graph, x) => graph.node('Gemm', [graph.node('Relu', [x]), tensor(graph, [5, 3])], {}, Y),
  },
];

interface Balls {
  readonly network: Asked;
  readonly size: number;
  readonly x: Float32Array;
  /** One a sample, all different. */
  readonly epsilon: readonly number[];
  readonly lower: Float32Array;
  readonly upper: Float32Array;
  /** Elements of y a sample. */
  readonly width: number;
}

/** One sample more than there are numbers in it, so that one run gives the matrix of an affine network. */
async function balls({ dims, write, around = 0 }: Case, norm: 'l2' | 'l1'): Promise<Balls> {
  const size = elementCount(dims);
  const graph = new GraphBuilder('ball');
  write(graph, graph.input('x', ['batch', ...dims]));
  const network = await asked(flattened(graph), size + 1, { norm, trace: true });
  const epsilon = Array.from({ length: size + 1 }, (_, row) => Math.fround(0.05 * (row + 1)));
  const x = Float32Array.from(fill([size + 1, size], 3), (one) => around + one);
  // the last value is y, flattened
  const { lower, upper } = [...(await network.ask({ x, epsilon })).ends.values()].at(-1)!;
  return { network, size, x, epsilon, lower, upper, width: lower.length / (size + 1) };
}

function flattened(graph: GraphBuilder) {
  graph.output(graph.node('Flatten', ['y'], { axis: 1 }), null);
  return graph.model(21, 10);
}

/** The matrix [size, width], and y of the samples themselves. */
async function affineOf({ network, size, x, width }: Balls) {
  const units = new Float32Array((size + 1) * size);
  for (let i = 0; i < size; i++) units[i * size + i] = 1;
  const rows = await network.deployed(units);
  const matrix = rows.slice(0, size).map((row) => Float64Array.from(row, (y, j) => y - rows[size]![j]!));
  return { matrix, y: await network.deployed(x), width };
}

/** The largest w·δ over the unit ball, and a δ that attains it. */
function worst(
  norm: 'l2' | 'l1',
  w: readonly number[],
): { readonly dual: number; readonly delta: readonly number[] } {
  if (norm === 'l2') {
    const length = Math.hypot(...w);
    return { dual: length, delta: w.map((one) => (length === 0 ? 0 : one / length)) };
  }
  const largest = Math.max(...w.map(Math.abs));
  const place = w.findIndex((one) => Math.abs(one) === largest);
  return { dual: largest, delta: w.map((one, i) => (i === place ? Math.sign(one) : 0)) };
}

function randomDelta(norm: 'l2' | 'l1', size: number, uniform: () => number): readonly number[] {
  const direction = Array.from({ length: size }, () => (2 * uniform() - 1) ** 3);
  const length =
    norm === 'l2' ? Math.hypot(...direction) : direction.reduce((sum, one) => sum + Math.abs(one), 0);
  return direction.map((one) => one / length);
}

/** x + ε δ in float32, just inside of the ball; one δ for each sample. */
const moved = ({ x, epsilon, size }: Balls, deltas: readonly (readonly number[])[]): Float32Array =>
  x.map(
    (one, at) => one + 0.9999 * epsilon[Math.floor(at / size)]! * deltas[Math.floor(at / size)]![at % size]!,
  );

describe.each(CASES)('$title', (one) => {
  it.each(BOTH)('encloses what the engine gives anywhere in the ball: %s', async (norm) => {
    const found = await balls(one, norm);
    const { network, size, lower, upper, width } = found;
    const { matrix } = await affineOf(found);
    const uniform = numbers(8);
    const rows = Array.from({ length: size + 1 }, (_, row) => row);
    const far = (j: number, sign: number) => {
      const { delta } = worst(
        norm,
        matrix.map((row) => row[j]!),
      );
      return delta.map((each) => sign * each);
    };
    const tries = [
      ...Array.from({ length: width }, (_, j) => [1, -1].map((sign) => rows.map(() => far(j, sign)))).flat(),
      ...Array.from({ length: 20 }, () => rows.map(() => randomDelta(norm, size, uniform))),
    ];
    const wrong: string[] = [];
    for (const deltas of tries) {
      const results = await network.deployed(moved(found, deltas));
      for (const [row, ys] of results.entries()) {
        for (const [j, y] of ys.entries()) {
          const at = row * width + j;
          if (!(y >= lower[at]! && y <= upper[at]!))
            wrong.push(`${row}, ${j}: ${y} is not in [${lower[at]}, ${upper[at]}]`);
        }
      }
    }
    await network.release();
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it.runIf(one.tight.length > 0).each(one.tight)('is attained, nearly: %s', async (norm) => {
    const found = await balls(one, norm);
    const { matrix, y, width } = await affineOf(found);
    await found.network.release();
    for (const [row, ys] of y.entries()) {
      for (let j = 0; j < width; j++) {
        const reach =
          found.epsilon[row]! *
          worst(
            norm,
            matrix.map((each) => each[j]!),
          ).dual;
        const rounding = 2e-4;
        const [above, below] = [
          found.upper[row * width + j]! - ys[j]!,
          ys[j]! - found.lower[row * width + j]!,
        ];
        for (const away of [above, below]) {
          expect(away).toBeLessThan(reach * 1.001 + rounding);
          expect(away).toBeGreaterThan(reach * 0.9999 - rounding);
        }
      }
    }
  });
});
