import { bytesOf, readConstant, type Constant } from '../../../src/graph/constant.ts';
import { gamma } from '../../../src/graph/float32.ts';
import type { Model, Node, Value } from '../../../src/graph/graph.ts';
import type { Canonical } from '../../../src/graph/rewrites/canonical/canonical.ts';
import { dimsOf, evaluate } from './run.ts';

const LINEAR = ['Add', 'Gemm', 'Identity', 'MatMul', 'Mul', 'Neg', 'Reshape', 'Sub', 'Transpose', 'Flatten'];

/** True where float64 can tell how far rounding may go: sums and products with constants only, which the engine has in double. */
export function isLinear({ model, tail }: Canonical): boolean {
  if (tail !== 'none') return false;
  const { initializers, nodes } = model.graph;
  const constant = new Set(initializers.map(({ name }) => name));
  const bilinear = (node: Node) => node.operator === 'Mul' && !node.inputs.some((name) => constant.has(name));
  return nodes.every((node) => LINEAR.includes(node.operator) && !bilinear(node));
}

/**
 * The largest error of `rounded`, which the original gives in float32, as a share of the slack that bounds of the rewritten
 * graph have: γ_{n+16} of the absolute terms at every node.
 */
export async function roundingExcess(
  after: Canonical,
  x: Float32Array,
  rounded: readonly number[],
): Promise<number> {
  const exact = await inDouble(
    after,
    x,
    (constant) => constant,
    (node) => node.operator,
  );
  const plain = (constant: Constant, name: string) => after.magnitudes.get(name) ?? constant;
  const terms = await inDouble(
    after,
    x.map(Math.abs),
    (constant, name) => absolute(plain(constant, name)),
    unsigned,
  );
  const { initializers, nodes } = after.model.graph;
  const longest = Math.max(1, ...initializers.map(({ dims }) => dims.at(-2) ?? 1));
  const slack = gamma(longest) * nodes.length;
  return Math.max(
    ...rounded.map((value, i) => Math.abs(value - exact[i]!) / (slack * terms[i]! + 2 ** -126)),
  );
}

const unsigned = ({ operator }: Node): string => ({ Neg: 'Identity', Sub: 'Add' })[operator] ?? operator;

function absolute(constant: Constant): Constant {
  if (constant.type !== 'float32') return constant;
  return { ...constant, bytes: bytesOf((readConstant(constant).data as Float32Array).map(Math.abs)) };
}

/** The graph's output in float64, with its constants and operators mapped. */
async function inDouble(
  { model }: Canonical,
  x: Float32Array,
  constant: (one: Constant, name: string) => Constant,
  operator: (node: Node) => string,
): Promise<readonly number[]> {
  const { graph } = model;
  const double: Model = {
    ...model,
    graph: {
      ...graph,
      inputs: graph.inputs.map(widenedValue),
      outputs: graph.outputs.map(widenedValue),
      initializers: graph.initializers.map((one) => ({
        name: one.name,
        ...widened(constant(one, one.name)),
      })),
      nodes: graph.nodes.map((node) => ({ ...node, operator: operator(node) })),
    },
  };
  const [input] = graph.inputs;
  const feed = { type: 'float64', dims: dimsOf(input!), data: Float64Array.from(x) } as const;
  const results = await evaluate(double, { [input!.name]: feed });
  return Array.from(results[graph.outputs[0]!.name]!.data, Number);
}

function widened(constant: Constant): Constant {
  const { type, dims } = constant;
  if (type !== 'float32') return constant;
  const data = Float64Array.from(readConstant(constant).data as Float32Array);
  return { type: 'float64', dims, bytes: bytesOf(data) };
}

const widenedValue = ({ name, type }: Value): Value => ({
  name,
  type: type.kind === 'tensor' ? { ...type, element: 'float64' } : type,
});
