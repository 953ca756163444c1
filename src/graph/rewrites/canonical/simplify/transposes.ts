import { bytesOf, readConstant, type Constant } from '../../../constant.ts';
import type { Node } from '../../../graph.ts';
import type { TensorData } from '../../../tensor.ts';
import type { Canonical } from '../canonical.ts';
import type { Draft } from './draft.ts';
import { composed, permutation, permutedPlaces } from './permutation.ts';
import { ints, nodeOf, rewriting } from './rewriting.ts';

/** Operators that compute every element from the elements at its place in their operands, which are broadcast. */
const POINTWISE: ReadonlySet<string> = new Set(
  [
    'Add Sub Mul Div Min Max Pow Sum Mean Where Cast',
    'Abs Neg Sign Floor Ceil Round Sqrt Reciprocal Exp Log Erf Sin Cos',
    'Relu LeakyRelu PRelu Clip Elu Selu Celu ThresholdedRelu',
    'Sigmoid HardSigmoid HardSwish Tanh Softplus Softsign Gelu Mish',
  ].flatMap((names) => names.split(' ')),
);

/** Operators in a row that are looked through: no network has as many between two layers, and a stack has an end. */
const DEEPEST = 100;

/**
 * Transpose_q(Transpose_p(x)) ⇒ Transpose_{p∘q}(x), with (p∘q)ᵢ = p_{qᵢ}; nothing where that is the identity.
 * Transpose_q(f(Transpose_p(x), c)) ⇒ f(Transpose_{p∘q}(x), Transpose_q(c)), for pointwise f of transposed values and
 * constants, many deep: what an exporter writes around the layers of a network of the other layout cancels.
 *
 * Only what nobody else reads is moved, so that there are never more of them. Elements are moved, none is computed.
 */
export function transposes(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    if (node.operator !== 'Transpose') return;
    const [x] = node.inputs as [string];
    const perm = permutation(node, draft.dims(x).length);
    if (draft.maker(x)?.operator !== 'Transpose' && !canMove(draft, x, perm)) return;
    const nodes: Node[] = [];
    const moved = move(draft, x, perm, nodes);
    const last = nodes.pop();
    if (!last) draft.forward(node, moved);
    else draft.replace(node, [...nodes, Object.freeze({ ...last, outputs: node.outputs })]);
    if (last) draft.charge(node.outputs[0]!, draft.roundings(x));
  });
}

const isIdentity = (perm: readonly number[]): boolean => perm.every((axis, i) => axis === i);

/** True where the value can be had in another order of its axes for no more than is there already. */
function canMove(draft: Draft, name: string, perm: readonly number[], depth = 0): boolean {
  if (depth > DEEPEST) return false;
  const constant = draft.constant(name);
  if (constant) return constant.type !== 'string' && constant.dims.length <= perm.length;
  const maker = draft.maker(name);
  if (maker?.domain !== '' || draft.dims(name).length !== perm.length) return false;
  const own = draft.own(name) !== null;
  if (maker.operator === 'Transpose')
    return own || isIdentity(composed(permutation(maker, perm.length), perm));
  if (!own || !POINTWISE.has(maker.operator)) return false;
  return maker.inputs.every((input) => input === '' || canMove(draft, input, perm, depth + 1));
}

/** The value in the other order; the nodes that make it are added to `nodes`. */
function move(draft: Draft, name: string, perm: readonly number[], nodes: Node[]): string {
  if (name === '') return name;
  const constant = draft.constant(name);
  if (constant) return moveConstant(draft, name, constant, perm);
  const maker = draft.maker(name)!;
  const dims = perm.map((axis) => draft.dims(name)[axis]!);
  const made = (operator: string, inputs: readonly string[], attributes: Node['attributes']): string => {
    const output = draft.value(name, dims, draft.type(name).element);
    nodes.push(nodeOf(operator, maker.name, inputs, [output], attributes));
    draft.charge(output, draft.roundings(name));
    return output;
  };
  if (maker.operator !== 'Transpose') {
    const inputs = maker.inputs.map((input) => move(draft, input, perm, nodes));
    return made(maker.operator, inputs, maker.attributes);
  }
  const [source] = maker.inputs as [string];
  const both = composed(permutation(maker, perm.length), perm);
  return isIdentity(both) ? source : made('Transpose', [source], [ints('perm', both)]);
}

function moveConstant(draft: Draft, name: string, constant: Constant, perm: readonly number[]): string {
  if (constant.dims.every((size) => size === 1)) return name;
  const magnitude = draft.magnitude(name);
  return draft.add(name, moved(constant, perm), magnitude ? moved(magnitude, perm) : undefined);
}

function moved(constant: Constant, perm: readonly number[]): Constant {
  const { data } = readConstant(constant);
  const dims = [...perm.slice(constant.dims.length).map(() => 1), ...constant.dims];
  const source = data as Float32Array;
  const target = new (source.constructor as Float32ArrayConstructor)(source.length);
  for (const [place, from] of permutedPlaces(dims, perm).entries()) target[place] = source[from]!;
  const turned = perm.map((axis) => dims[axis]!);
  return Object.freeze({ type: constant.type, dims: turned, bytes: bytesOf(target as TensorData) });
}
