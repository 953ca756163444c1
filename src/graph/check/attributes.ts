import { naming, type Flaw } from './flaw.ts';
import type { Attribute, Node } from '../graph.ts';
import { quote } from '../quote.ts';
import { checkConstant, checkSparse } from './size.ts';

/** Every attribute of the node has a name of its own and one meaning, and its tensors are whole. */
export function* checkAttributes(node: Node, place: number): Generator<Flaw> {
  const names = new Set<string>();
  for (const attribute of node.attributes) {
    const { name } = attribute;
    if (name === '') {
      yield { code: 'attribute_illegal', message: `${naming(node, place)} has an attribute without a name` };
    } else if (names.has(name)) {
      yield { code: 'attribute_twice', message: `${subject(name, node, place)} is there twice` };
    }
    names.add(name);
    yield* checkPayload(attribute, () => subject(name, node, place));
  }
}

const subject = (name: string, node: Node, place: number): string =>
  `the attribute ${quote(name)} of ${naming(node, place)}`;

function checkPayload(attribute: Attribute, what: () => string): readonly Flaw[] {
  switch (attribute.kind) {
    case 'illegal':
      return [{ code: 'attribute_illegal', message: `${what()} has no meaning: ${attribute.value}` }];
    case 'reference': {
      const message = `${what()} refers to ${quote(attribute.value)}, which only a local function could have`;
      return [{ code: 'attribute_illegal', message }];
    }
    case 'tensor':
      return checkConstant(what, attribute.value);
    case 'tensors':
      return attribute.value.flatMap((one) => checkConstant(what, one));
    case 'sparse':
      return checkSparse(what, attribute.value);
    case 'sparses':
      return attribute.value.flatMap((one) => checkSparse(what, one));
    default:
      return [];
  }
}
