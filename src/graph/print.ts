import { createHash } from 'node:crypto';
import { readConstant, type Constant, type SparseConstant } from './constant.ts';
import type { Attribute, Dimension, Graph, Node, Value, ValueType } from './graph.ts';
import { escaped } from './quote.ts';
import { byteSize, elementCount } from './tensor.ts';

/** Elements of a constant that are written out; longer ones show the first and a digest of all. */
const WRITTEN = 8;
const FIRST = 4;

/**
 * The graph as text, one line a value or node, for people and for golden tests: the same graph gives the same text,
 * and graphs that differ in anything but the names of nodes differ in the text (constants up to 32 bits of a SHA-256).
 */
export const print = (graph: Graph): string => `${lines(graph, '').join('\n')}\n`;

function lines(graph: Graph, indent: string): readonly string[] {
  const inner = `${indent}  `;
  return [
    `${indent}graph ${word(graph.name)} {`,
    ...graph.inputs.map((value) => `${inner}input ${port(value)}`),
    ...graph.initializers.map((one) => `${inner}const ${word(one.name)}: ${constant(one)}`),
    ...graph.sparse.map((one) => `${inner}sparse ${word(one.name)}: ${sparse(one)}`),
    ...graph.nodes.flatMap((node) => nodeLines(node, inner)),
    ...graph.values.map((value) => `${inner}value ${port(value)}`),
    ...graph.outputs.map((value) => `${inner}output ${port(value)}`),
    `${indent}}`,
  ];
}

function nodeLines(node: Node, indent: string): readonly string[] {
  const domain = node.domain === '' ? '' : `${word(node.domain)}.`;
  const call = `${domain}${word(node.operator)}(${node.inputs.map(word).join(', ')})`;
  const plain = node.attributes.filter(({ kind }) => kind !== 'graph' && kind !== 'graphs');
  const attributes = plain.map((one) => `${word(one.name)}=${payload(one)}`).join(', ');
  const head = `${indent}${node.outputs.map(word).join(', ')} = ${call}${attributes && ` {${attributes}}`}`;
  const nested = node.attributes.flatMap((one) => {
    if (one.kind === 'graph') return [`${indent}  ${word(one.name)}:`, ...lines(one.value, `${indent}    `)];
    if (one.kind !== 'graphs') return [];
    return one.value.flatMap((graph) => [`${indent}  ${word(one.name)}:`, ...lines(graph, `${indent}    `)]);
  });
  return [head, ...nested];
}

/** A name as it is when it is plain, else quoted; the left-out one as an underscore. */
const word = (name: string): string =>
  name === '' ? '_' : /^[\w.:/-]+$/.test(name) && name !== '_' ? name : `"${escaped(name)}"`;

const port = ({ name, type }: Value): string => `${word(name)}: ${typeText(type)}`;

function typeText(type: ValueType): string {
  switch (type.kind) {
    case 'tensor':
      return `${type.element ?? '?'}${shape(type.dims)}`;
    case 'sparse':
      return `sparse ${type.element ?? '?'}${shape(type.dims)}`;
    case 'sequence':
    case 'optional':
      return `${type.kind}(${typeText(type.of)})`;
    case 'map':
      return `map(${type.key ?? '?'}, ${typeText(type.of)})`;
    case 'opaque':
      return `opaque(${word(type.domain)}, ${word(type.name)})`;
    case 'unknown':
      return '?';
  }
}

const shape = (dims: readonly Dimension[] | null): string =>
  dims ? `[${dims.map((dim) => (typeof dim === 'string' ? word(dim) : (dim ?? '?'))).join(', ')}]` : '[…]';

function payload(attribute: Attribute): string {
  switch (attribute.kind) {
    case 'tensor':
      return constant(attribute.value);
    case 'tensors':
      return `[${attribute.value.map(constant).join(', ')}]`;
    case 'sparse':
      return `sparse ${sparse(attribute.value)}`;
    case 'sparses':
      return `[${attribute.value.map(sparse).join(', ')}]`;
    case 'type':
      return typeText(attribute.value);
    case 'types':
      return `[${attribute.value.map(typeText).join(', ')}]`;
    case 'float':
      return float(attribute.value);
    case 'floats':
      return `[${attribute.value.map(float).join(', ')}]`;
    case 'string':
      return JSON.stringify(attribute.value);
    case 'strings':
      return JSON.stringify(attribute.value);
    case 'int':
      return String(attribute.value);
    case 'ints':
      return `[${attribute.value.join(', ')}]`;
    case 'reference':
      return `@${word(attribute.value)}`;
    default:
      return attribute.kind;
  }
}

/** The shortest decimal that gives the float32 back, told from an integer by its point. */
function float(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0.0';
  const text = String(Number(shortest(value)));
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(9);
}

function constant(one: Constant): string {
  const type = `${one.type}[${one.dims.join(', ')}]`;
  if (one.external !== undefined) return `${type} in ${JSON.stringify(one.external)}`;
  if (one.strings) return `${type} ${JSON.stringify(one.strings)}`;
  if (one.bytes.byteLength !== byteSize(one.type, elementCount(one.dims))) {
    return `${type} (${one.bytes.byteLength} bytes)`;
  }
  const { data } = readConstant(one);
  const text = (value: number | bigint): string =>
    one.type === 'float32' ? float(Number(value)) : Object.is(value, -0) ? '-0' : String(value);
  const all = data.length <= WRITTEN;
  const listed = Array.from(data.subarray(0, all ? WRITTEN : FIRST) as ArrayLike<number | bigint>, text).join(
    ', ',
  );
  return all ? `${type} {${listed}}` : `${type} {${listed}, …} #${digest(one.bytes)}`;
}

const sparse = ({ dims, values, indices }: SparseConstant): string =>
  `[${dims.join(', ')}] ${constant(values)} at ${constant(indices)}`;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 8);
