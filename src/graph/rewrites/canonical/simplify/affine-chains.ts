import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import { affineMapOf, isExact, type AffineMap } from './affine-map.ts';
import { broadcast, each, nearest, raised, rounded, within, type Coefficients } from './coefficients.ts';
import { absolute, plus, scalar, times } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { FACTOR, GENTLE, LEAST, MERGE, ROOM, SHIFT, UNDERFLOW } from './headroom.ts';
import { nodeOf, rewriting } from './rewriting.ts';

/**
 * s₂(s₁x + t₁) + t₂  ⇒  (s₁s₂)x + (s₂t₁ + t₂): in a chain of x · c, x + c, c − x and −x, where nobody reads what is in
 * between, one Mul by a constant and one Add of a constant are left at most.
 *
 * What is folded is added to a product, never to a value as it is: the slack that covers the deployed program's roundings
 * belongs to sums. So (x + a) + b stays where x is no product, and so does (x + a) · c, where nothing is added later: each
 * is one rounding there, that bounds follow bit for bit.
 */
export function affineChains(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    const second = affineMapOf(draft, node);
    const maker = second && draft.own(second.x);
    const first = maker && affineMapOf(draft, maker);
    const map = first && composed(first, second);
    if (map && !isNormal(first, second)) merge(draft, node, map);
  });
}

/** A product, and then a sum. */
const isNormal = (first: AffineMap, second: AffineMap): boolean => !first.shift && !second.scale;

/** One map for two; null where the slack does not cover it. */
function composed(first: AffineMap, second: AffineMap): AffineMap | null {
  const scale =
    first.scale && second.scale ? times(first.scale, second.scale) : (first.scale ?? second.scale);
  const factor = second.scale ?? scalar(1);
  const moved = first.shift && times(first.shift, factor);
  const shift = moved && second.shift ? plus(moved, second.shift) : (moved ?? second.shift);
  const roundings = first.roundings + second.roundings + (isExact(first) || isExact(second) ? 0 : MERGE);
  if (roundings > ROOM || !isSafe([first.scale, second.scale, scale], [first.shift, second.shift, shift])) {
    return null;
  }
  const size = shift && sizeOf(first, second, factor);
  return { x: first.x, scale, shift, size, roundings };
}

type Parts = readonly (Coefficients | null)[];

/** True where the deployed program loses nothing in between that the bounds would not cover. */
function isSafe(scales: Parts, shifts: Parts): boolean {
  const all = (parts: Parts, least: number, most: number) =>
    parts.every((one) => !one || within(one, least, most));
  if (shifts.every((one) => one === null)) return all(scales, GENTLE.least, GENTLE.most);
  return all(scales, LEAST, FACTOR) && all(shifts, 0, SHIFT);
}

/** |s₂| times the terms of t₁, and those of t₂, and what is lost where s₁x underflows. */
function sizeOf(first: AffineMap, second: AffineMap, factor: Coefficients): Coefficients {
  const lost = each(factor, (one) => (Math.abs(one) + 1) * UNDERFLOW);
  const moved = first.size ? plus(times(first.size, absolute(factor)), lost) : lost;
  return second.size ? plus(moved, second.size) : moved;
}

function merge(draft: Draft, node: Node, map: AffineMap): void {
  const dims = draft.dims(map.x);
  const scale = map.scale && map.roundings === 0 && isOne(map.scale, dims) ? null : map.scale;
  if (!scale && !map.shift) draft.forward(node, map.x);
  else if (scale && map.shift) {
    if (isWorthwhile(draft, node, map.x)) putBoth(draft, node, { ...map, scale });
  } else if (scale || map.roundings === 0 || isProduct(draft, map.x)) {
    draft.replace(node, [scale ? mul(draft, node, map, scale) : add(draft, node, map, map.x)]);
    draft.charge(node.outputs[0]!, map.roundings);
  }
}

/** True where two nodes in place of two bring others together: a product before, or a sum behind. */
function isWorthwhile(draft: Draft, node: Node, x: string): boolean {
  if (isProduct(draft, x) && draft.own(x)) return true;
  const [value] = node.outputs as [string];
  const [reader, ...others] = draft.readers(value);
  if (!reader || others.length > 0 || draft.isOutput(value)) return false;
  return Boolean(affineMapOf(draft, reader)?.shift);
}

function isProduct(draft: Draft, name: string): boolean {
  const maker = draft.maker(name);
  return maker?.operator === 'Mul' && affineMapOf(draft, maker) !== null;
}

function putBoth(draft: Draft, node: Node, map: AffineMap & { readonly scale: Coefficients }): void {
  const wide = broadcast(draft.dims(map.x), map.scale.dims);
  const product = draft.value(`${node.outputs[0]!}/scaled`, wide);
  const factor = mul(draft, node, map, map.scale);
  const renamed = nodeOf('Mul', draft.name(`${node.name}/scale`), factor.inputs, [product]);
  draft.replace(node, [renamed, add(draft, node, map, product)]);
  for (const value of [product, node.outputs[0]!]) draft.charge(value, map.roundings);
}

const mul = (draft: Draft, node: Node, { x }: AffineMap, scale: Coefficients): Node =>
  nodeOf('Mul', node.name, [x, draft.add(`${node.name}/scale`, rounded(scale)!)], node.outputs);

function add(draft: Draft, node: Node, { shift, size, roundings }: AffineMap, to: string): Node {
  const magnitude = size && roundings > 0 ? raised(size) : undefined;
  return nodeOf(
    'Add',
    node.name,
    [to, draft.add(`${node.name}/shift`, nearest(shift!)!, magnitude)],
    node.outputs,
  );
}

/** True where multiplying a value of these dims changes nothing. */
const isOne = ({ dims, values }: Coefficients, x: readonly number[]): boolean =>
  values.every((one) => one === 1) && broadcast(x, dims).join() === x.join();
