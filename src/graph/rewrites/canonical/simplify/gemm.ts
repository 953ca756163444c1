import type { Node } from '../../../graph.ts';
import type { Canonical } from '../canonical.ts';
import { along, coefficients, each, nearest, rounded, within, type Coefficients } from './coefficients.ts';
import type { Draft } from './draft.ts';
import { FACTOR, GENTLE, MERGE, SHIFT } from './headroom.ts';
import { floatOf, intOf, nodeOf, rewriting } from './rewriting.ts';

/**
 * y = αxW' + βC with W' = W or Wᵀ  ⇒  y = x(αW') + βC, with the row βC as bias: α = β = 1, nothing transposed.
 * xW with x [rows, K]              ⇒  the same without a bias.
 * C no constant row                ⇒  the bias is left out, and an Add of βC follows.
 *
 * W is constant; a product of two bounded values stays, and so does one with x transposed, which would mix samples. The
 * engine rounds α times a sum where we round αW: one more rounding of every term, and one of the constant.
 */
export function gemm(canonical: Canonical): Canonical {
  return rewriting(canonical, (draft, node) => {
    if (node.operator === 'MatMul') visitMatMul(draft, node);
    if (node.operator === 'Gemm') visitGemm(draft, node);
  });
}

function visitMatMul(draft: Draft, node: Node): void {
  const [x, weights] = node.inputs as [string, string];
  const constant = draft.constant(weights);
  if (constant?.type !== 'float32' || constant.dims.length !== 2) return;
  if (draft.constant(x) || draft.dims(x).length !== 2) return;
  draft.replace(node, [nodeOf('Gemm', node.name, [x, weights], node.outputs)]);
}

function visitGemm(draft: Draft, node: Node): void {
  const [x, weights, added = ''] = node.inputs as [string, string, string | undefined];
  const matrix = coefficients(draft.constant(weights));
  if (!matrix || draft.constant(x) || intOf(node, 'transA', 0) !== 0) return;
  const factors = { alpha: floatOf(node, 'alpha', 1), beta: floatOf(node, 'beta', 1) };
  const turned = intOf(node, 'transB', 0) !== 0;
  const plain = !turned && factors.alpha === 1 && factors.beta === 1;
  const width = draft.dims(node.outputs[0]!)[1]!;
  const hasRow = added === '' || draft.constant(added)?.dims.join() === String(width);
  if (plain && hasRow && node.attributes.length === 0) return;

  const product = plain
    ? draft.constant(weights)
    : scaledMatrix(turned ? transpose(matrix) : matrix, factors.alpha);
  const summand = added === '' ? NOTHING : summandOf(draft, node, added, factors.beta);
  if (!product || !summand) return;
  const name = plain ? weights : draft.add(weights, product);
  put(draft, node, [x, name], summand);
  draft.charge(node.outputs[0]!, factors.alpha === 1 && factors.beta === 1 ? 0 : MERGE);
}

/** αW, where that neither underflows nor hides what does. */
function scaledMatrix(matrix: Coefficients, alpha: number): ReturnType<typeof rounded> {
  if (alpha === 1) return nearest(matrix);
  if (
    !within(matrix, 0, FACTOR) ||
    !within(
      each(matrix, () => alpha),
      GENTLE.least,
      GENTLE.most,
    )
  )
    return null;
  return alpha === 0 ? null : rounded(each(matrix, (w) => w * alpha));
}

/** What is added to xW: the name of a bias, or of a summand that is none, with the nodes that make it. */
interface Summand {
  readonly bias: string;
  readonly other: string;
  readonly nodes: readonly Node[];
}

const NOTHING: Summand = { bias: '', other: '', nodes: [] };

function summandOf(draft: Draft, node: Node, added: string, beta: number): Summand | null {
  const constant = coefficients(draft.constant(added));
  if (beta !== 1 && !(Math.abs(beta) >= GENTLE.least && Math.abs(beta) <= GENTLE.most)) return null;
  if (!constant) return boundedSummand(draft, node, added, beta);
  if (!within(constant, 0, SHIFT)) return null;
  const product = each(constant, (one) => one * beta);
  const dims = draft.dims(node.outputs[0]!);
  const row = along(product, dims, 1);
  if (row && beta === 1 && constant.dims.length === 1 && row === product.values)
    return { ...NOTHING, bias: added };
  if (!row) return { ...NOTHING, other: beta === 1 ? added : draft.add(added, nearest(product)!) };
  return { ...NOTHING, bias: draft.add(added, nearest({ dims: [dims[1]!], values: row })!) };
}

function boundedSummand(draft: Draft, node: Node, added: string, beta: number): Summand {
  if (beta === 1) return { ...NOTHING, other: added };
  const other = draft.value(`${node.outputs[0]!}/added`, draft.dims(added));
  const factor = draft.add(`${node.name}/beta`, nearest({ dims: [], values: Float64Array.of(beta) })!);
  return {
    ...NOTHING,
    other,
    nodes: [nodeOf('Mul', draft.name(`${node.name}/added`), [added, factor], [other])],
  };
}

function put(draft: Draft, node: Node, operands: readonly string[], { bias, other, nodes }: Summand): void {
  if (other === '') {
    const inputs = bias === '' ? operands : [...operands, bias];
    draft.replace(node, [nodeOf('Gemm', node.name, inputs, node.outputs)]);
    return;
  }
  const product = draft.value(`${node.outputs[0]!}/product`, draft.dims(node.outputs[0]!));
  draft.replace(node, [
    ...nodes,
    nodeOf('Gemm', node.name, operands, [product]),
    nodeOf('Add', draft.name(`${node.name}/sum`), [product, other], node.outputs),
  ]);
}

function transpose({ dims, values }: Coefficients): Coefficients {
  const [rows, columns] = dims as [number, number];
  const turned = new Float64Array(values.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j]!;
  return { dims: [columns, rows], values: turned };
}
