import { labelOf, naming } from '../../../graph/check/flaw.ts';
import type { Attribute, Graph, Value } from '../../../graph/graph.ts';
import { quote } from '../../../graph/quote.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Reason } from './reason.ts';

/** Every value between input and output, and every constant, is a dense tensor of numbers. */
export function* screenValues(graph: Graph): Generator<Reason> {
  for (const value of graph.values) yield* screenType(value);
  for (const { name, type } of graph.initializers) {
    if (type === 'string')
      yield { code: 'string_value', message: `the initializer ${quote(name)} holds texts` };
  }
  for (const { name } of graph.sparse) {
    yield {
      code: 'sparse_tensor',
      message: `the initializer ${quote(name)} is sparse; store it as a dense tensor`,
    };
  }
  for (const [place, node] of graph.nodes.entries()) {
    for (const one of node.attributes) {
      const trouble = troubleOf(one);
      if (!trouble) continue;
      const [code, what] = trouble;
      const message = `the attribute ${quote(one.name)} of ${naming(node, place)} ${what}`;
      yield { code, message, ...labelOf(node, place) };
    }
  }
}

function* screenType({ name, type }: Value): Generator<Reason> {
  if (type.kind === 'sparse') yield { code: 'sparse_tensor', message: `the value ${quote(name)} is sparse` };
  else if (type.kind !== 'tensor' && type.kind !== 'unknown') {
    const message = `the value ${quote(name)} is of the type ${type.kind}; every value must be a tensor`;
    yield { code: 'sequence_value', message };
  } else if (type.kind === 'tensor' && type.element === 'string') {
    yield { code: 'string_value', message: `the value ${quote(name)} holds texts` };
  }
}

function troubleOf(attribute: Attribute): readonly [ReasonCode, string] | null {
  if (attribute.kind === 'sparse') return ['sparse_tensor', 'is sparse'];
  const texts =
    (attribute.kind === 'tensor' && attribute.value.type === 'string') ||
    /^value_strings?$/.test(attribute.name);
  return texts ? ['string_value', 'holds texts'] : null;
}
