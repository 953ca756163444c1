import type { Constant, Initializer } from '../../constant.ts';
import type { Graph, Model, Value } from '../../graph.ts';
import type { TensorType } from '../../operators/site.ts';
import type { Canonical } from './canonical.ts';
import { prune } from './prune.ts';
import type { Trace } from './trace.ts';

/**
 * Every value that does not depend on the input becomes an initializer, and what only computed those vanishes: weights
 * that are transposed or scaled in the graph, and shape arithmetic, which is constant because the batch is. The engine
 * computed them with the kernels by which it folds constants itself. All sizes become numbers.
 */
export function fold(model: Model, { types, constants }: Trace, batch: number): Canonical {
  const { graph } = model;
  const nodes = graph.nodes.filter(({ outputs }) => outputs.some((name) => types.has(name)));
  const initializers = [...constants].map(([name, one]): Initializer => Object.freeze({ ...one, name }));
  const sized = ({ name }: Value): Value =>
    Object.freeze({ name, type: Object.freeze({ kind: 'tensor', ...types.get(name)! }) });
  const folded: Graph = {
    name: graph.name,
    inputs: Object.freeze(graph.inputs.map(sized)),
    outputs: Object.freeze(graph.outputs.map(sized)),
    initializers: Object.freeze(initializers),
    sparse: [],
    nodes: Object.freeze(nodes),
    values: [],
  };
  const pruned = prune(Object.freeze(folded));
  const known = new Map<string, TensorType>([...types, ...typesOf(constants)]);
  return Object.freeze({
    model: Object.freeze({ ...model, graph: pruned }),
    batch,
    types: known,
    magnitudes: new Map(),
    tail: 'none',
  });
}

const typesOf = (constants: ReadonlyMap<string, Constant>): readonly (readonly [string, TensorType])[] =>
  [...constants].map(([name, { type, dims }]) => [name, { element: type, dims }]);
