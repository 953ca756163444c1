import { labelOf, naming } from '../../check/flaw.ts';
import { readConstant } from '../../constant.ts';
import { attribute, type Node } from '../../graph.ts';
import type { Site } from '../../operators/site.ts';
import type { Canonical } from './canonical.ts';
import { sitesOf } from './sites.ts';
import type { Obstacle } from './unsupported.ts';

/** What may stand between two nodes that an engine still fuses: it moves these about, or takes them away. */
const PASSED: readonly string[] = ['Cast', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze', 'Pad'];

/**
 * Nodes that the engine computes otherwise than they are defined. It moves zeros that a Pad puts around a value into the pads of a
 * MaxPool, where they count as nothing instead of as zeros: the greatest of a window of negative numbers is then negative. It
 * is the same only where no number is negative and no window lies in padding alone.
 */
export function misfused(canonical: Canonical): readonly Obstacle[] {
  const { nodes } = canonical.model.graph;
  const siteOf = sitesOf(canonical);
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  return nodes.flatMap((node, place): readonly Obstacle[] => {
    if (node.operator !== 'MaxPool') return [];
    const pads = padsBefore(node, makers).map(siteOf).filter(fillsZeros);
    if (pads.length === 0 || isHarmless(siteOf(node), pads, makers)) return [];
    const message = `${naming(node, place)} takes the greatest of windows over zeros of a Pad, which the engine leaves out: set the pads of the MaxPool, or pad with the least number`;
    return [{ code: 'operator_unsupported', message, ...labelOf(node, place) }];
  });
}

function padsBefore(node: Node, makers: ReadonlyMap<string, Node>): readonly Node[] {
  const pads: Node[] = [];
  let maker = makers.get(node.inputs[0]!);
  while (maker && PASSED.includes(maker.operator)) {
    if (maker.operator === 'Pad') pads.push(maker);
    maker = makers.get(maker.inputs[0]!);
  }
  return pads;
}

function fillsZeros({ node, inputs }: Site): boolean {
  if ((attribute(node, 'mode', 'string') ?? 'constant') !== 'constant') return false;
  const value = inputs[2]?.constant;
  return !value || Array.from(readConstant(value).data, Number).every((one) => one === 0);
}

/** One Pad, right behind a Relu and before the MaxPool, by fewer zeros than each window is wide. */
function isHarmless({ node }: Site, pads: readonly Site[], makers: ReadonlyMap<string, Node>): boolean {
  const [pad, ...others] = pads;
  if (!pad || others.length > 0 || makers.get(node.inputs[0]!) !== pad.node) return false;
  if (makers.get(pad.node.inputs[0]!)?.operator !== 'Relu') return false;
  const kernel = (attribute(node, 'kernel_shape', 'ints') ?? []).map(Number);
  const own = (attribute(node, 'pads', 'ints') ?? []).map(Number);
  const dilated = attribute(node, 'dilations', 'ints')?.some((one) => one !== 1n) ?? false;
  const [before, after] = [pad.inputs[0]!.dims, pad.outputs[0]!.dims];
  const isNarrow = kernel.every((size, i) => {
    const pooled = (own[i] ?? 0) + (own[i + kernel.length] ?? 0);
    return after[i + 2]! - before[i + 2]! + pooled < size;
  });
  return !dilated && isNarrow && Number(attribute(node, 'ceil_mode', 'int') ?? 0n) === 0;
}
