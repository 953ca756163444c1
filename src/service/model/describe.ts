import { countOperators, countParameters } from '../../graph/count.ts';
import { opsetOf, type Model, type Value } from '../../graph/graph.ts';
import type { ModelFacts, Port } from './model.ts';

/** The part of a model's facts that its bytes state. */
export type StatedFacts = Pick<
  ModelFacts,
  'opset' | 'parameters' | 'operators' | 'inputs' | 'outputs' | 'sample_shape' | 'fixed_batch'
>;

/** What a model that `screen` found without fault says of itself. An undeclared output shape is given as [-1, -1]. */
export function describe(model: Model): StatedFacts {
  const { graph } = model;
  const inputs = graph.inputs.map(port);
  const [batch = -1, ...sample] = inputs[0]?.shape ?? [];
  return {
    opset: opsetOf(model) ?? 0,
    parameters: countParameters(graph),
    operators: countOperators(graph),
    inputs,
    outputs: graph.outputs.map(port),
    sample_shape: sample,
    fixed_batch: batch === -1 ? null : batch,
  };
}

function port({ name, type }: Value): Port {
  const dims = (type.kind === 'tensor' ? type.dims : null) ?? [null, null];
  return { name, datatype: 'FP32', shape: dims.map((dim) => (typeof dim === 'number' ? dim : -1)) };
}
