import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { floatDown, gamma } from '../../../../src/graph/float32.ts';
import { numbers } from '../../../certify/numbers.ts';
import { asked, type Ends } from '../../rewrites/interval/asked.ts';
import { drawn, HOSTILE, type Hostile } from './hostile.ts';
import { ORDERS, sums } from './orders.ts';

const WIDTH = 96;
const ROWS = 4;

/** The weights of a product of rows with a matrix, and its bias. */
interface Dense {
  readonly w: Float32Array;
  readonly b: Float32Array;
}

const dense = ({ w, b }: Hostile, seed: number): Dense => ({
  w: drawn(WIDTH * WIDTH, w, seed),
  b: drawn(WIDTH, b, seed + 10),
});

const gemm = (graph: GraphBuilder, x: string, { w, b }: Dense): string =>
  graph.node('Gemm', [x, graph.constant(w, [WIDTH, WIDTH]), graph.constant(b)]);

const columnOf = ({ w }: Dense, j: number): Float32Array =>
  Float32Array.from({ length: WIDTH }, (_, i) => w[i * WIDTH + j]!);

/** Adds up x, or what came of it, and one or two sums of products; tells how engines may compute one element. */
interface Join {
  readonly title: string;
  /** Numbers that overflow on the way. */
  readonly without?: string;
  write(graph: GraphBuilder, x: string, first: Dense, second: Dense): string;
  /** All values of element j at the point x. */
  values(x: Float32Array, j: number, first: Dense, second: Dense): readonly (readonly [string, number])[];
}

const single = Math.fround;
const SCALE = 2 ** 50;

/** The products of a dense layer, summed onto something or added to it afterwards. */
function onto(layer: Dense, x: Float32Array, j: number, start: number, sign: 1 | -1 = 1) {
  const weights = columnOf(layer, j).map((w) => sign * w);
  const bias = sign * layer.b[j]!;
  return [
    ...sums(Float32Array.of(...x, 1), Float32Array.of(...weights, start), bias),
    ...sums(x, weights, bias).map(([name, y]) => [`${name}, then added`, single(y + start)] as const),
    ...sums(x, weights, start).map(
      ([name, y]) => [`${name}, the bias at the end`, single(y + bias)] as const,
    ),
  ];
}

const JOINS: readonly Join[] = [
  {
    title: 'a sum and what went into it',
    write: (graph, x, first) => graph.node('Add', [gemm(graph, x, first), x], {}, { outputs: ['y'] }),
    values: (x, j, first) => onto(first, x, j, x[j]!),
  },
  {
    title: 'something rectified and a sum',
    write: (graph, x, first) =>
      graph.node('Add', [graph.node('Relu', [x]), gemm(graph, x, first)], {}, { outputs: ['y'] }),
    values: (x, j, first) => onto(first, x, j, Math.max(0, x[j]!)),
  },
  {
    title: 'x without a sum',
    write: (graph, x, first) => graph.node('Sub', [x, gemm(graph, x, first)], {}, { outputs: ['y'] }),
    values: (x, j, first) => onto(first, x, j, x[j]!, -1),
  },
  {
    title: 'two sums',
    write: (graph, x, first, second) =>
      graph.node('Add', [gemm(graph, x, first), gemm(graph, x, second)], {}, { outputs: ['y'] }),
    values: (x, j, first, second) =>
      sums(x, columnOf(first, j), first.b[j]!)
        .slice(0, 6)
        .flatMap(([name, y]) => onto(second, x, j, y).map(([other, z]) => [`${name}; ${other}`, z] as const)),
  },
  {
    title: 'a sum, x and x again',
    write: (graph, x, first) => {
      const inner = graph.node('Add', [gemm(graph, x, first), x]);
      return graph.node('Add', [inner, graph.node('Relu', [x])], {}, { outputs: ['y'] });
    },
    values: (x, j, first) =>
      onto(first, x, j, x[j]!).map(([name, y]) => [name, single(y + Math.max(0, x[j]!))] as const),
  },
  {
    title: 'x and a sum that is scaled, which an engine may fold into its weights',
    without: 'large',
    write: (graph, x, { w, b }) => {
      // too large for canonical form to fold
      const sum = gemm(graph, x, { w: w.map((one) => one * SCALE), b: b.map((one) => one * SCALE) });
      const scaled = graph.node('Mul', [sum, graph.constant(new Float32Array(WIDTH).fill(1 / SCALE))]);
      return graph.node('Add', [scaled, x], {}, { outputs: ['y'] });
    },
    values: (x, j, first) => onto(first, x, j, x[j]!),
  },
  {
    title: 'three at once',
    write: (graph, x, first) =>
      graph.node('Sum', [graph.node('Relu', [x]), gemm(graph, x, first), x], {}, { outputs: ['y'] }),
    values: (x, j, first) => {
      const y = ORDERS['pushed up']!(x, columnOf(first, j), first.b[j]!);
      return sums([1, 1, 1], [Math.max(0, x[j]!), y, x[j]!], 0);
    },
  },
];

interface Trial {
  readonly x: Float32Array;
  readonly first: Dense;
  readonly second: Dense;
  readonly input: Ends;
  readonly ends: Ends;
}

async function trial(
  join: Join,
  hostile: Hostile,
  arithmetic: 'float32' | 'real' = 'float32',
): Promise<Trial> {
  const [first, second] = [dense(hostile, 2), dense(hostile, 3)];
  const x = drawn(ROWS * WIDTH, hostile.x, 1);
  const graph = new GraphBuilder('join');
  const y = join.write(graph, graph.input('x', ['batch', WIDTH]), first, second);
  graph.output(y, null);
  const network = await asked(graph.model(21, 10), ROWS, { trace: true, arithmetic });
  const largest = Math.max(...x.map(Math.abs));
  const epsilon = [0, 1e-6, 1e-2, 1].map((width) => Math.fround(width * largest));
  const { ends } = await network.ask({ x, epsilon });
  await network.release();
  return { x, first, second, input: ends.get('x')!, ends: ends.get('y')! };
}

function points({ input }: Trial, row: number, weights: Float32Array): readonly Float32Array[] {
  const uniform = numbers(row + 1);
  const at = (choose: (i: number) => boolean) =>
    Float32Array.from({ length: WIDTH }, (_, i) => {
      const place = row * WIDTH + i;
      return choose(i) ? input.upper[place]! : input.lower[place]!;
    });
  return [at((i) => weights[i]! > 0), at((i) => weights[i]! <= 0), at(() => uniform() < 0.5)];
}

describe.each(JOINS)('$title', (join) => {
  const kinds = Object.entries(HOSTILE).filter(([kind]) => kind !== join.without);

  it.each(kinds)('holds every order, of numbers that are %s', async (_, hostile) => {
    const one = await trial(join, hostile);
    const wrong: string[] = [];
    for (let row = 0; row < ROWS; row++) {
      for (const j of [0, 5, WIDTH - 1]) {
        const [low, high] = [one.ends.lower[row * WIDTH + j]!, one.ends.upper[row * WIDTH + j]!];
        expect([low, high].every(Number.isFinite)).toBe(true);
        for (const x of points(one, row, columnOf(one.first, j))) {
          for (const [order, y] of join.values(x, j, one.first, one.second)) {
            if (!(y >= low && y <= high))
              wrong.push(`row ${row}, ${j}, ${order}: ${y} is not in [${low}, ${high}]`);
          }
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

it('leaves room for three roundings, once for each product, of what products may be summed onto', async () => {
  // The sum itself is small beside x, so that its own roundings do not count.
  const small: Hostile = { x: (r) => 1 + r(), w: (r) => (r() - 0.5) * 2 ** -20, b: () => 0 };
  for (const arithmetic of ['float32', 'real'] as const) {
    const { x, ends } = await trial(JOINS[0]!, small, arithmetic);
    for (let j = 0; j < WIDTH; j++) {
      const radius = (ends.upper[j]! - ends.lower[j]!) / 2;
      expect(radius).toBeGreaterThan(floatDown(3 * gamma(WIDTH) * x[j]!) - 2 ** -24 * x[j]!);
      expect(radius).toBeLessThan(4 * gamma(WIDTH + 16) * x[j]!);
    }
  }
});

it('leaves room for roundings of what lies far from the centre', async () => {
  const small: Hostile = { x: () => 0, w: (r) => (r() - 0.5) * 2 ** -40, b: () => 0 };
  const graph = new GraphBuilder('far');
  const x = graph.input('x', ['batch', WIDTH]);
  graph.output(graph.node('Add', [gemm(graph, x, dense(small, 2)), x], {}, { outputs: ['y'] }), null);
  const network = await asked(graph.model(21, 10), 1, { trace: true });
  const { lower, upper } = (await network.ask({ x: new Float32Array(WIDTH), epsilon: [1] })).ends.get('y')!;
  await network.release();
  for (const [j, high] of upper.entries()) {
    expect((high - lower[j]!) / 2).toBeGreaterThan(1 + 3 * gamma(WIDTH));
    expect((high - lower[j]!) / 2).toBeLessThan(1 + 8 * gamma(WIDTH));
  }
});
