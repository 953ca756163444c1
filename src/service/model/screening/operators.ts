import { constantsOf } from '../../../graph/constants.ts';
import { readNumbers, type Constant } from '../../../graph/constant.ts';
import { labelOf, naming } from '../../../graph/check/flaw.ts';
import { attribute, subgraphs, type Graph, type Node } from '../../../graph/graph.ts';
import { quote } from '../../../graph/quote.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Reason } from './reason.ts';

const row = (code: ReasonCode, because: string, operators: readonly string[]) =>
  operators.map((operator) => [operator, { code, because }] as const);

/** Operators that are refused whatever their inputs. */
const REFUSED = new Map([
  ...row('control_flow', 'runs a nested graph', ['Loop', 'If', 'Scan', 'SequenceMap']),
  ...row('random_operator', 'draws random numbers', [
    ...['RandomNormal', 'RandomUniform', 'RandomNormalLike', 'RandomUniformLike'],
    ...['Bernoulli', 'Multinomial'],
  ]),
  ...row('sequence_value', 'works on sequences', [
    ...[
      'SequenceAt',
      'SequenceConstruct',
      'SequenceEmpty',
      'SequenceErase',
      'SequenceInsert',
      'SequenceLength',
    ],
    ...['SplitToSequence', 'ConcatFromSequence'],
  ]),
  ...row('sequence_value', 'works on optional values', [
    'Optional',
    'OptionalGetElement',
    'OptionalHasElement',
  ]),
  ...row('string_value', 'works on texts', [
    ...['StringNormalizer', 'StringConcat', 'StringSplit', 'RegexFullMatch', 'TfIdfVectorizer'],
  ]),
]);

/** TensorProto.DataType.STRING, what `to` of a Cast says. */
const STRING = 8n;

/** Nodes that could not be certified, or not be trusted, whatever the engine does with them. */
export function* screenOperators(graph: Graph, opset: number): Generator<Reason> {
  const constants = constantsOf(graph);
  for (const [place, node] of graph.nodes.entries()) {
    const reason = screenNode(node, constants, opset);
    if (!reason) continue;
    const [code, because] = reason;
    yield { code, message: `${naming(node, place)} ${because}`, ...labelOf(node, place) };
  }
}

/** Nodes carry their names and operators; `because` continues the sentence that they begin. */
function screenNode(
  node: Node,
  constants: ReadonlyMap<string, Constant>,
  opset: number,
): readonly [ReasonCode, string] | null {
  if (node.domain !== '') return ['domain_unsupported', foreign(node.domain)];
  const refused = REFUSED.get(node.operator);
  if (refused) return [refused.code, refused.because];
  if (subgraphs(node).length > 0) return ['control_flow', 'holds a nested graph'];
  if (node.operator === 'Cast' && attribute(node, 'to', 'int') === STRING)
    return ['string_value', 'makes texts'];
  const trains =
    node.operator === 'Dropout' ? dropoutTrains(node, constants) : normalizationTrains(node, opset);
  return trains === null ? null : ['training_mode', trains];
}

function foreign(domain: string): string {
  const name = quote(domain);
  if (domain.startsWith('ai.onnx.ml'))
    return `is of the domain ${name} (classical machine learning), which is not admitted`;
  if (domain.startsWith('com.microsoft')) {
    return `is of the domain ${name}, made by onnxruntime's optimiser; upload the model as it was exported`;
  }
  return `is of the domain ${name}, which is unknown here; only ONNX's own operators are admitted`;
}

/** Dropout trains when its third input, training_mode, is true; before opset 12 it had none and never does. */
function dropoutTrains(node: Node, constants: ReadonlyMap<string, Constant>): string | null {
  const flag = node.inputs[2];
  if (!flag) return null;
  const constant = constants.get(flag);
  if (!constant)
    return `takes its training_mode from ${quote(flag)}, which is not a constant; it must be false`;
  const values = constant.bytes.length > 0 ? readNumbers(constant) : [];
  return values?.[0] === 0
    ? null
    : 'drops units by chance: training_mode is true; export the model with model.eval()';
}

function normalizationTrains(node: Node, opset: number): string | null {
  if (node.operator !== 'BatchNormalization') return null;
  const mode = attribute(node, 'training_mode', 'int') ?? 0n;
  if (mode !== 0n) return 'normalises by the batch: training_mode is 1; export the model with model.eval()';
  const outputs = node.outputs.filter((name) => name !== '').length;
  // Before opset 14 it was the number of outputs that told training from inference.
  return opset < 14 && outputs > 1
    ? `gives ${outputs} outputs, which before opset 14 means training; export the model with model.eval()`
    : null;
}
