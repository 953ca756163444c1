import { naming, type Flaw } from './flaw.ts';
import type { Attribute, Node } from '../graph.ts';
import { quote } from '../quote.ts';
import { checkConstant, checkSparse } from './size.ts';

/** Every attribute of the node has a name of its own and one meaning, and its tensors are whole. */
export function checkAttributes(node: Node, place: number): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const names = new Set<string>();
  for (const attribute of node.attributes) {
    const what = `the attribute ${quote(attribute.name)} of ${naming(node, place)}`;
    if (attribute.name === '') {
      flaws.push({
        code: 'attribute_illegal',
        message: `${naming(node, place)} has an attribute without a name`,
      });
    } else if (names.has(attribute.name)) {
      flaws.push({ code: 'attribute_twice', message: `${what} is there twice` });
    }
    names.add(attribute.name);
    flaws.push(...checkPayload(what, attribute));
  }
  return flaws;
}

function checkPayload(what: string, attribute: Attribute): readonly Flaw[] {
  switch (attribute.kind) {
    case 'illegal':
      return [{ code: 'attribute_illegal', message: `${what} has no meaning: ${attribute.value}` }];
    case 'reference': {
      const message = `${what} refers to ${quote(attribute.value)}, which only a local function could have`;
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
