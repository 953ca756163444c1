import { labelOf, naming } from '../../check/flaw.ts';
import { readsOf, subgraphs, type Graph, type Node } from '../../graph.ts';
import { quote } from '../../quote.ts';
import type { Obstacle } from './unsupported.ts';

/** Inputs of which only the sizes or the type are read, never the elements. */
const NOT_READ: Readonly<Record<string, readonly number[]>> = {
  Shape: [0],
  Size: [0],
  EyeLike: [0],
  CastLike: [1],
};

const AXES_LAST = ['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare'];

/** Inputs whose elements decide the sizes of the outputs; for all other operators sizes follow from sizes. */
const DECIDES_SIZES: Readonly<Record<string, readonly number[]>> = {
  AffineGrid: [1],
  BlackmanWindow: [0],
  CenterCropPad: [1],
  Col2Im: [1, 2],
  Compress: [1],
  ConstantOfShape: [0],
  DFT: [1, 2],
  Expand: [1],
  HammingWindow: [0],
  HannWindow: [0],
  ImageDecoder: [0],
  MaxUnpool: [2],
  MelWeightMatrix: [0, 1],
  NonMaxSuppression: [0, 1, 2, 3, 4],
  NonZero: [0],
  OneHot: [1],
  Pad: [1, 3],
  Range: [0, 1, 2],
  Reshape: [1],
  Resize: [1, 2, 3],
  Slice: [1, 2, 3, 4],
  Split: [1],
  Squeeze: [1],
  STFT: [1, 3],
  Tile: [1],
  TopK: [1],
  Unique: [0],
  Unsqueeze: [1],
  Upsample: [1],
  ...Object.fromEntries(AXES_LAST.map((name) => [`Reduce${name}`, [1]])),
};

export interface Dependence {
  /** Names of all values that the graph's input can change: its own name, and what is computed from it. */
  readonly dependent: ReadonlySet<string>;
  readonly obstacles: readonly Obstacle[];
}

/**
 * What the input can change, by the flow of data alone: a value computed from sizes does not depend on the input.
 * That is true as long as sizes follow from the sizes of the input, never from its elements; nodes for which it is
 * not are obstacles. Linear.
 */
export function dependence(graph: Graph): Dependence {
  const dependent = new Set(graph.inputs.map(({ name }) => name));
  const obstacles: Obstacle[] = [];
  for (const [place, node] of graph.nodes.entries()) {
    const deciding = decidingSizes(node).find((name) => dependent.has(name));
    if (deciding !== undefined) {
      const message = `the size of what ${naming(node, place)} gives depends on the values in ${quote(deciding)}, which depend on the input; sizes must be fixed`;
      obstacles.push({ code: 'size_dynamic', message, ...labelOf(node, place) });
    }
    if (!elementsRead(node).some((name) => dependent.has(name))) continue;
    for (const name of node.outputs) if (name !== '') dependent.add(name);
  }
  return { dependent, obstacles };
}

const placesIn = (table: Readonly<Record<string, readonly number[]>>, { domain, operator }: Node) =>
  domain === '' && Object.hasOwn(table, operator) ? (table[operator] ?? []) : [];

const decidingSizes = (node: Node): readonly string[] =>
  placesIn(DECIDES_SIZES, node).flatMap((place) => node.inputs[place] ?? []);

function elementsRead(node: Node): readonly string[] {
  const unread = placesIn(NOT_READ, node);
  if (unread.length === 0 || subgraphs(node).length > 0) return readsOf(node);
  return node.inputs.filter((_, place) => !unread.includes(place));
}
