import { attribute, type Graph, type Node } from '../../graph.ts';
import { ELEMENT_CODES, elementType } from '../../onnx/fields.ts';
import type { TensorType } from '../../operators/site.ts';
import { byteSize, elementCount, type ElementType } from '../../tensor.ts';
import type { Sizes } from './apart.ts';
import { Names, valueNames } from './names.ts';
import type { Probe } from './probe.ts';

/** Bytes of inner values that one run hands over. */
const MOST_BYTES = 256 * 2 ** 20;

/** Types of the measured values at a batch, from the values themselves; in as many runs as their sizes demand. */
export async function look(
  probe: Probe,
  graph: Graph,
  sizes: Sizes,
  batch: number,
): Promise<ReadonlyMap<string, TensorType>> {
  const types = new Map<string, TensorType>();
  const stands = standIns(graph);
  const bytes = (name: string) => byteSize('float64', elementCount(sizes.dims.get(name)!));
  for (const group of groups([...sizes.dims.keys()], (name) => (bytes(name) / sizes.batch) * batch)) {
    const nodes = group.flatMap((name) => stands.get(name)?.node ?? []);
    const outputOf = (name: string) => stands.get(name)?.output ?? name;
    const results = await probe.run(batch, group.map(outputOf), nodes);
    for (const name of group) {
      const { type, dims } = results[outputOf(name)]!;
      const element = stands.get(name)?.element ?? type;
      types.set(name, Object.freeze({ element, dims: Object.freeze([...dims]) }));
    }
  }
  return types;
}

interface StandIn {
  readonly element: ElementType;
  readonly node: Node;
  readonly output: string;
}

/** Types that the engine computes with, but does not hand over. */
const KEPT: readonly ElementType[] = [
  'bfloat16',
  'float8_e4m3fn',
  'float8_e4m3fnuz',
  'float8_e5m2',
  'float8_e5m2fnuz',
];

/** For values of such types, which only a Cast says: the same value as float32. */
function standIns(graph: Graph): ReadonlyMap<string, StandIn> {
  const names = new Names(valueNames(graph));
  const stands = new Map<string, StandIn>();
  for (const node of graph.nodes) {
    const [value] = node.outputs;
    const element = node.operator === 'Cast' ? elementType(Number(attribute(node, 'to', 'int') ?? 0n)) : null;
    if (!value || !element || !KEPT.includes(element)) continue;
    const output = names.fresh(`${value}/float32`);
    stands.set(value, { element, node: asFloat(value, output), output });
  }
  return stands;
}

const asFloat = (value: string, output: string): Node => ({
  name: '',
  operator: 'Cast',
  domain: '',
  inputs: [value],
  outputs: [output],
  attributes: [{ name: 'to', kind: 'int', value: BigInt(ELEMENT_CODES.float32) }],
});

function groups(names: readonly string[], bytes: (name: string) => number): readonly (readonly string[])[] {
  const all: string[][] = [];
  let left = 0;
  for (const name of names) {
    left -= bytes(name);
    if (left < 0 || all.length === 0) {
      all.push([]);
      left = MOST_BYTES - bytes(name);
    }
    all.at(-1)!.push(name);
  }
  return all;
}
