import { labelOf, naming } from '../../../graph/check/flaw.ts';
import type { Constant } from '../../../graph/constant.ts';
import type { Attribute, Graph, ValueType } from '../../../graph/graph.ts';
import { quote } from '../../../graph/quote.ts';
import type { Reason } from './reason.ts';

/** Every value between input and output, and every constant, is a dense tensor of numbers. */
export function* screenValues(graph: Graph): Generator<Reason> {
  for (const { name, type } of graph.values) yield* screenType(`the value ${quote(name)}`, type);
  for (const one of graph.initializers) yield* screenConstant(`the initializer ${quote(one.name)}`, one);
  for (const { name } of graph.sparse) {
    yield {
      code: 'sparse_tensor',
      message: `the initializer ${quote(name)} is sparse; store it as a dense tensor`,
    };
  }
  for (const [place, node] of graph.nodes.entries()) {
    for (const one of node.attributes) {
      const what = `the attribute ${quote(one.name)} of ${naming(node, place)}`;
      for (const reason of screenAttribute(what, one)) yield { ...reason, ...labelOf(node, place) };
    }
  }
}

function* screenType(what: string, type: ValueType): Generator<Reason> {
  if (type.kind === 'sparse') yield { code: 'sparse_tensor', message: `${what} is sparse` };
  else if (type.kind !== 'tensor' && type.kind !== 'unknown') {
    yield {
      code: 'sequence_value',
      message: `${what} is of the type ${type.kind}; every value must be a tensor`,
    };
  } else if (type.kind === 'tensor' && type.element === 'string') {
    yield { code: 'string_value', message: `${what} holds texts` };
  }
}

function* screenConstant(what: string, constant: Constant): Generator<Reason> {
  if (constant.type === 'string') yield { code: 'string_value', message: `${what} holds texts` };
}

function* screenAttribute(what: string, attribute: Attribute): Generator<Reason> {
  if (attribute.kind === 'tensor') yield* screenConstant(what, attribute.value);
  if (attribute.kind === 'sparse') yield { code: 'sparse_tensor', message: `${what} is sparse` };
  if (attribute.name === 'value_string' || attribute.name === 'value_strings') {
    yield { code: 'string_value', message: `${what} holds texts` };
  }
}
