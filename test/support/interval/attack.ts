import { evaluator } from '../../../src/adapters/onnxruntime/evaluator.ts';
import { topClass } from '../../../src/certify/classifier.ts';
import type { Program } from '../../../src/graph/evaluate.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { numbers } from '../../certify/numbers.ts';
import { floatBox, type FloatBox } from '../vnncomp/box.ts';
import { deploy, type Deployed } from '../vnncomp/engine.ts';
import { gradientOf } from './gradient.ts';
import { inputDims, type Ball } from './margins.ts';
import { compiled } from './network.ts';
import { pointsOf } from './points.ts';

/** Looks for perturbations that change the class that the deployed network gives. */
export interface Attack {
  /** Places of samples for which one of so many points of the box, by chance and at corners, is taken for another class. */
  sampling(balls: readonly Ball[], epsilon: number, points: number): Promise<ReadonlySet<number>>;
  /** The same for points that projected gradient descent finds. */
  descent(balls: readonly Ball[], epsilon: number): Promise<ReadonlySet<number>>;
  release(): Promise<void>;
}

const ROWS = 250;
/** Classes with the next best scores, each of which is aimed at on its own. */
const RIVALS = 3;
const STEPS = 24;
/** Of ε; every step is shorter than the one before by the second. */
const [FIRST_STEP, SHORTER] = [0.6, 0.86];

export async function attackOn(network: string): Promise<Attack> {
  const form = await compiled(network, ROWS);
  const dims = inputDims(form);
  const plain = await deploy(network);
  const gradient = await evaluator.load(encode(gradientOf(form.canonical)));
  return {
    sampling: (balls, epsilon, points) => sampling(plain, balls, epsilon, points),
    async descent(balls, epsilon) {
      const routes = await routesOf(plain, balls, epsilon);
      const broken = new Set<number>();
      for (let begin = 0; begin < routes.length; begin += ROWS) {
        const some = routes.slice(begin, begin + ROWS);
        for (const sample of await descend(plain, gradient, dims, some, epsilon)) broken.add(sample);
      }
      return broken;
    },
    release: async () => {
      await plain.release();
      await gradient.release();
    },
  };
}

async function sampling(plain: Deployed, balls: readonly Ball[], epsilon: number, points: number) {
  const broken = new Set<number>();
  for (const [sample, ball] of balls.entries()) {
    const outputs = await plain.run(pointsOf(boxOf(ball, epsilon), points, sample + 1));
    if (outputs.some((logits) => isBroken(logits, ball.label))) broken.add(sample);
  }
  return broken;
}

/** One descent, from one start towards one rival. */
interface Route {
  readonly sample: number;
  readonly label: number;
  readonly rival: number;
  readonly box: FloatBox;
  x: Float32Array;
}

/** From the sample itself, from two corners and from within, towards every rival. */
async function routesOf(plain: Deployed, balls: readonly Ball[], epsilon: number): Promise<Route[]> {
  const outputs = await plain.run(balls.map(({ x }) => x));
  return balls.flatMap((ball, sample) => {
    const { label, x } = ball;
    const box = boxOf(ball, epsilon);
    const uniform = numbers(sample + 1);
    const corner = () => box.lower.map((low, i) => (uniform() < 0.5 ? low : box.upper[i]!));
    const within = () =>
      cut(
        box.lower.map((low, i) => low + uniform() * (box.upper[i]! - low)),
        box,
      );
    const logits = outputs[sample]!;
    const rivals = Array.from(logits.keys())
      .filter((one) => one !== label)
      .sort((a, b) => logits[b]! - logits[a]!)
      .slice(0, RIVALS);
    return rivals.flatMap((rival) =>
      [x, corner(), corner(), within()].map((start) => ({ sample, label, rival, box, x: start })),
    );
  });
}

/** Steps along the sign of the gradient of the lead, back into the box; every point on the way is tried on the deployed network. */
async function descend(
  plain: Deployed,
  gradient: Program,
  dims: readonly number[],
  routes: readonly Route[],
  epsilon: number,
): Promise<ReadonlySet<number>> {
  const broken = new Set<number>();
  for (let step = 0; step <= STEPS; step++) {
    const outputs = await plain.run(routes.map(({ x }) => x));
    for (const [row, { sample, label }] of routes.entries())
      if (isBroken(outputs[row]!, label)) broken.add(sample);
    const slopes = await slopesOf(gradient, dims, routes, outputs[0]!.length);
    const length = epsilon * FIRST_STEP * SHORTER ** step;
    for (const [row, route] of routes.entries()) {
      const slope = slopes[row]!;
      route.x = cut(
        route.x.map((value, i) => value - length * Math.sign(slope[i]!)),
        route.box,
      );
    }
  }
  return broken;
}

/** Gradients of logit_label − logit_rival. */
async function slopesOf(
  gradient: Program,
  dims: readonly number[],
  routes: readonly Route[],
  classes: number,
): Promise<readonly Float32Array[]> {
  const size = routes[0]!.x.length;
  const data = new Float32Array(ROWS * size);
  const seed = new Float32Array(ROWS * classes);
  for (const [row, { x, label, rival }] of routes.entries()) {
    data.set(x, row * size);
    seed[row * classes + label] = 1;
    seed[row * classes + rival] = -1;
  }
  const [input] = gradient.inputs;
  const feeds = {
    [input!]: { type: 'float32', dims, data },
    seed: { type: 'float32', dims: [ROWS, classes], data: seed },
  } as const;
  const results = await gradient.run(feeds);
  const slopes = results['gradient']!.data as Float32Array;
  return routes.map((_, row) => slopes.subarray(row * size, (row + 1) * size));
}

/** The float32 points within ε of the sample and in [0, 1]. */
const boxOf = ({ x }: Ball, epsilon: number): FloatBox =>
  floatBox({
    lower: Float64Array.from(x, (value) => Math.max(0, value - epsilon)),
    upper: Float64Array.from(x, (value) => Math.min(1, value + epsilon)),
  });

const cut = (x: Float32Array, { lower, upper }: FloatBox): Float32Array =>
  x.map((value, i) => Math.min(Math.max(value, lower[i]!), upper[i]!));

const isBroken = (logits: Float32Array, label: number): boolean =>
  topClass(logits, 0, logits.length) !== label;
