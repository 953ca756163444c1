import { labelOf, naming } from '../../../graph/check/flaw.ts';
import { constantsOf } from '../../../graph/constants.ts';
import { readNumbers, type Constant } from '../../../graph/constant.ts';
import { attribute, type Graph, type Node, type Value } from '../../../graph/graph.ts';
import { quote } from '../../../graph/quote.ts';
import { byteSize, elementCount, type ElementType } from '../../../graph/tensor.ts';
import type { Reason } from './reason.ts';

/** A tensor that a node is certain to make, as far as its constant inputs say; the true one may be larger. */
interface Claim {
  readonly dims: readonly number[];
  readonly type: ElementType;
}

/** Looks a small constant up by the place of the input. */
type Input = (place: number) => readonly number[] | null;

/** Constants with more elements than any shape has are not looked at. */
const LONGEST_SHAPE = 64;

/**
 * By operator: the size of the result that constant inputs and attributes fix. These few make much out of little:
 * a shape of eight bytes is enough for 40 GB.
 */
const CLAIMS: Readonly<Record<string, (node: Node, input: Input) => readonly number[] | null>> = {
  ConstantOfShape: (_, input) => input(0),
  Expand: (_, input) => input(1),
  Tile: (_, input) => input(1),
  OneHot: (_, input) => input(1)?.slice(0, 1) ?? null,
  Range: (_, input) => steps(input(0)?.[0], input(1)?.[0], input(2)?.[0]),
  RandomNormal: (node) => integers(node, 'shape'),
  RandomUniform: (node) => integers(node, 'shape'),
  Pad: (node, input) => padded(integers(node, 'pads') ?? input(1)),
  Resize: (_, input) => nonEmpty(input(3)) ?? nonEmpty(input(2)) ?? nonEmpty(input(1)),
  Upsample: (_, input) => input(1),
};

const nonEmpty = (values: readonly number[] | null) => (values && values.length > 0 ? values : null);

function integers(node: Node, name: string): readonly number[] | null {
  return attribute(node, name, 'ints')?.map(Number) ?? null;
}

function steps(start?: number, limit?: number, delta?: number): readonly number[] | null {
  if (start === undefined || limit === undefined || !delta) return null;
  return [Math.max(0, Math.ceil((limit - start) / delta))];
}

/** Every axis has at least one element; pads come as all beginnings, then all ends. */
function padded(pads: readonly number[] | null): readonly number[] | null {
  const rank = pads ? pads.length / 2 : 0;
  return pads && pads.slice(0, rank).map((begin, axis) => Math.max(1, 1 + begin + (pads[axis + rank] ?? 0)));
}

/** Sizes that the file declares, for values and for what nodes make of constants, fit into `memory` bytes each. */
export function* screenSizes(graph: Graph, memory: number): Generator<Reason> {
  for (const value of graph.inputs) yield* screenValue('the input', value, memory);
  for (const value of graph.values) yield* screenValue('the value', value, memory);
  for (const value of graph.outputs) yield* screenValue('the output', value, memory);
  const constants = constantsOf(graph);
  for (const [place, node] of graph.nodes.entries()) {
    const claim = claimOf(node, constants);
    if (!claim) continue;
    for (const reason of screenClaim(() => `the result of ${naming(node, place)}`, claim, memory)) {
      yield { ...reason, ...labelOf(node, place) };
    }
  }
}

/** Open sizes count as one; impossible ones are the graph's own flaws and told by `check`. */
function* screenValue(what: string, { name, type }: Value, memory: number): Generator<Reason> {
  if (type.kind !== 'tensor' || !type.dims) return;
  const dims = type.dims.map((dim) => (typeof dim === 'number' ? dim : 1));
  if (dims.some((dim) => dim < 0) || elementCount(dims) === Infinity) return;
  yield* screenClaim(() => `${what} ${quote(name)}`, { dims, type: type.element ?? 'float32' }, memory);
}

function* screenClaim(what: () => string, { dims, type }: Claim, memory: number): Generator<Reason> {
  if (dims.some((dim) => dim < 0)) {
    yield { code: 'dims_negative', message: `${what()} has a negative size: ${write(dims)}` };
    return;
  }
  const bytes = byteSize(type, elementCount(dims.map(Math.floor)));
  if (bytes === Infinity)
    yield { code: 'size_overflow', message: `${what()} has more than 2^53 elements: ${write(dims)}` };
  else if (bytes > memory) {
    const message = `${what()} is ${type}${write(dims)}, ${mega(bytes)} MB; at most ${mega(memory)} MB are allowed`;
    yield { code: 'size_too_large', message };
  }
}

const write = (dims: readonly number[]): string =>
  `[${dims.slice(0, LONGEST_SHAPE).join(', ')}${dims.length > LONGEST_SHAPE ? ', …' : ''}]`;

const mega = (bytes: number): string => Math.ceil(bytes / 2 ** 20).toLocaleString('en');

function claimOf(node: Node, constants: ReadonlyMap<string, Constant>): Claim | null {
  const claim =
    node.domain === '' && Object.hasOwn(CLAIMS, node.operator) ? CLAIMS[node.operator] : undefined;
  const dims = claim?.(node, (place) => small(constants.get(node.inputs[place] ?? '')));
  if (!dims) return null;
  return { dims, type: attribute(node, 'value', 'tensor')?.type ?? 'float32' };
}

/** The elements of a constant that is small and whole. */
function small(constant: Constant | undefined): readonly number[] | null {
  if (!constant || constant.external !== undefined) return null;
  const count = elementCount(constant.dims);
  const whole =
    count >= 0 && count <= LONGEST_SHAPE && byteSize(constant.type, count) === constant.bytes.length;
  return whole ? readNumbers(constant) : null;
}
