import { bytesOf, type Constant, type Initializer } from './constant.ts';
import type { Attribute, Dimension, Graph, Model, Node, Value } from './graph.ts';
import type { ElementType, TensorData } from './tensor.ts';

/** Whole numbers and bigints become ints, other numbers floats; a float that is whole is written `float(1)`. */
export type AttributeValue =
  number | bigint | string | Float | Constant | Graph | readonly number[] | readonly string[];

export interface Float {
  readonly float: number;
}

export const float = (value: number): Float => ({ float: value });

export interface NodeOptions {
  readonly name?: string;
  /** Names of the outputs; made up when left out. */
  readonly outputs?: readonly string[];
  readonly domain?: string;
}

/** Makes a graph from the inputs on; every method answers the name of the value it adds. */
export class GraphBuilder {
  readonly #name: string;
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #nodes: Node[] = [];
  #names = 0;

  constructor(name = 'graph') {
    this.#name = name;
  }

  input(name: string, dims: readonly Dimension[], element: ElementType = 'float32'): string {
    this.#inputs.push(tensorValue(name, dims, element));
    return name;
  }

  /** An initializer. The default dims are those of a list; plain numbers become float32. */
  constant(
    values: TensorData | readonly number[],
    dims: readonly number[] = [values.length],
    options: { readonly type?: ElementType; readonly name?: string } = {},
  ): string {
    const name = options.name ?? this.#fresh('const');
    this.#initializers.push(freeze({ name, ...constantOfValues(values, dims, options.type) }));
    return name;
  }

  /** A node; answers its first output. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    options: NodeOptions = {},
  ): string {
    const outputs = options.outputs ?? [this.#fresh(operator.toLowerCase())];
    this.#nodes.push(
      freeze({
        name: options.name ?? '',
        operator,
        domain: options.domain ?? '',
        inputs: [...inputs],
        outputs: [...outputs],
        attributes: Object.entries(attributes).map(([name, value]) => attributeOf(name, value)),
      }),
    );
    return outputs[0] ?? '';
  }

  /** A node with several outputs; answers them all. */
  several(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>>,
    count: number,
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.#fresh(operator.toLowerCase()));
    this.node(operator, inputs, attributes, { outputs });
    return outputs;
  }

  /** A node with the operator and the attributes of another, on other inputs; answers its outputs, those left out as ''. */
  again({ operator, domain, attributes, outputs }: Node, inputs: readonly string[]): readonly string[] {
    const fresh = outputs.map((output) => (output === '' ? '' : this.#fresh(operator.toLowerCase())));
    this.#nodes.push(freeze({ name: '', operator, domain, inputs: [...inputs], outputs: fresh, attributes }));
    return fresh;
  }

  output(name: string, dims: readonly Dimension[] | null, element: ElementType = 'float32'): string {
    this.#outputs.push(tensorValue(name, dims, element));
    return name;
  }

  build(): Graph {
    return freeze({
      name: this.#name,
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      initializers: [...this.#initializers],
      sparse: [],
      nodes: [...this.#nodes],
      values: [],
    });
  }

  /** The graph as a model of one version of ONNX's operators. */
  model(opset = 13, irVersion = 8): Model {
    return freeze({
      irVersion,
      opsets: [{ domain: '', version: opset }],
      producer: 'provable',
      functions: [],
      graph: this.build(),
    });
  }

  #fresh(stem: string): string {
    return `${stem}_${this.#names++}`;
  }
}

const ARRAYS: readonly (readonly [new (...none: never[]) => TensorData, ElementType])[] = [
  [Float32Array, 'float32'],
  [Float64Array, 'float64'],
  [Int8Array, 'int8'],
  [Int16Array, 'int16'],
  [Int32Array, 'int32'],
  [BigInt64Array, 'int64'],
  [Uint8Array, 'uint8'],
  [Uint16Array, 'uint16'],
  [Uint32Array, 'uint32'],
  [BigUint64Array, 'uint64'],
];

/** A constant of a typed array's own element type, or of `type` where the array only holds its bits. */
export function constantOfValues(
  values: TensorData | readonly number[],
  dims: readonly number[],
  type?: ElementType,
): Constant {
  const data = 'buffer' in values ? values : Float32Array.from(values);
  const own = ARRAYS.find(([array]) => data instanceof array)![1];
  return freeze({ type: type ?? own, dims: [...dims], bytes: bytesOf(data) });
}

const tensorValue = (name: string, dims: readonly Dimension[] | null, element: ElementType): Value =>
  freeze({ name, type: { kind: 'tensor', element, dims: dims && [...dims] } });

function attributeOf(name: string, value: AttributeValue): Attribute {
  if (typeof value === 'bigint') return { name, kind: 'int', value };
  if (typeof value === 'string') return { name, kind: 'string', value };
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? { name, kind: 'int', value: BigInt(value) }
      : { name, kind: 'float', value: Math.fround(value) };
  }
  if (Array.isArray(value)) return listOf(name, value as readonly number[] | readonly string[]);
  if ('float' in value) return { name, kind: 'float', value: Math.fround(value.float) };
  return 'nodes' in value
    ? { name, kind: 'graph', value }
    : { name, kind: 'tensor', value: value as Constant };
}

function listOf(name: string, values: readonly number[] | readonly string[]): Attribute {
  if (values.some((value) => typeof value === 'string'))
    return { name, kind: 'strings', value: values as readonly string[] };
  const numbers = values as readonly number[];
  return numbers.every(Number.isInteger)
    ? { name, kind: 'ints', value: numbers.map(BigInt) }
    : { name, kind: 'floats', value: numbers.map(Math.fround) };
}

/** Freezes the object and what it holds; typed arrays cannot be frozen. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
    return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
