import { Boxes } from '../../../src/certify/certifiers/interval/feeds.ts';
import { guardsOf } from '../../../src/certify/certifiers/interval/guards.ts';
import { isCertified, leastMargin, type Margin } from '../../../src/certify/certifiers/interval/margin.ts';
import type { IntervalOptions, Network } from '../../../src/certify/certifiers/interval/network.ts';
import type { Feeds } from '../../../src/graph/evaluate.ts';
import { elementCount } from '../../../src/graph/tensor.ts';
import type { FloatBox } from '../vnncomp/box.ts';

/** Lower bounds of logit_label − logit_j for every class j, a row for each thing that was asked. */
export type Margins = readonly Float32Array[];

export interface Labelled {
  readonly label: number;
}

export interface Ball extends Labelled {
  readonly x: Float32Array;
}

export interface Setting {
  readonly arithmetic: IntervalOptions['arithmetic'];
  readonly norm?: IntervalOptions['norm'];
  /** What balls are cut to. */
  readonly domain?: readonly [number, number];
  /** No input is larger than this in size. */
  readonly reach: number;
}

/** A bounds graph in the engine, asked about balls of any size. */
export interface BallProgram {
  margins(balls: readonly Ball[], epsilon: number): Promise<Margins>;
  release(): Promise<void>;
}

export async function ballProgram(network: Network, setting: Setting): Promise<BallProgram> {
  const { arithmetic, norm = 'linf', domain = null, reach } = setting;
  const guards = await guardsOf(network, arithmetic, reach);
  const program = await network.load({ arithmetic, norm, guards });
  const dims = inputDims(network);
  return {
    release: () => program.release(),
    margins: (balls, epsilon) =>
      inBatches(balls, dims[0]!, async (batch) => {
        const boxes = new Boxes(dims, domain);
        for (const [row, { x, label }] of batch.entries()) {
          boxes.place(row, x, label);
          boxes.widen(row, epsilon);
        }
        return (await program.run(boxes.feeds()))['margins']!.data as Float32Array;
      }),
  };
}

/** A bounds graph in the engine, asked about boxes. */
export interface BoxProgram {
  margins(boxes: readonly (FloatBox & Labelled)[]): Promise<Margins>;
  release(): Promise<void>;
}

export async function boxProgram(
  network: Network,
  { arithmetic, reach }: Pick<Setting, 'arithmetic' | 'reach'>,
): Promise<BoxProgram> {
  const guards = await guardsOf(network, arithmetic, reach);
  const program = await network.load({ arithmetic, norm: 'linf', box: true, guards });
  const dims = inputDims(network);
  return {
    release: () => program.release(),
    margins: (boxes) =>
      inBatches(boxes, dims[0]!, async (batch) => {
        const { margins } = await program.run(boxFeeds(dims, batch));
        return margins!.data as Float32Array;
      }),
  };
}

/** Feeds of a bounds graph for boxes; rows that nobody fills hold the point 0. */
export function boxFeeds(dims: readonly number[], boxes: readonly (FloatBox & Labelled)[]): Feeds {
  const [rows = 1] = dims;
  const end = (values: (box: FloatBox) => Float32Array) => {
    const data = new Float32Array(elementCount(dims));
    for (const [row, box] of boxes.entries()) data.set(values(box), (row * data.length) / rows);
    return { type: 'float32', dims, data } as const;
  };
  const classes = BigInt64Array.from({ length: rows }, (_, row) => BigInt(boxes[row]?.label ?? 0));
  return {
    lower: end(({ lower }) => lower),
    upper: end(({ upper }) => upper),
    class: { type: 'int64', dims: [rows], data: classes },
  };
}

export const inputDims = ({ canonical: { model, types } }: Network): readonly number[] =>
  types.get(model.graph.inputs[0]!.name)!.dims;

async function inBatches<T>(
  all: readonly T[],
  size: number,
  run: (batch: readonly T[]) => Promise<Float32Array>,
): Promise<Margins> {
  const rows: Float32Array[] = [];
  for (let begin = 0; begin < all.length; begin += size) {
    const batch = all.slice(begin, begin + size);
    const data = await run(batch);
    const classes = data.length / size;
    for (const row of batch.keys()) rows.push(data.slice(row * classes, (row + 1) * classes));
  }
  return rows;
}

/** The least margin over some rivals, all of them when none are named, as the certifier takes it. */
export function least(margins: Float32Array, label: number, rivals?: readonly number[]): Margin {
  if (!rivals) return leastMargin(margins, 0, margins.length, label);
  const named = Float32Array.from([label, ...rivals], (one) => margins[one]!);
  const { lower, rival } = leastMargin(named, 0, named.length, 0);
  return { lower, rival: rivals[rival - 1]! };
}

/** The certifier's own decision. */
export const certifies = (margins: Float32Array, label: number, rivals?: readonly number[]): boolean =>
  isCertified({ epsilon: 0, margin: least(margins, label, rivals) });
