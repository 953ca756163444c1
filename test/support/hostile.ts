import { GraphBuilder } from '../../src/graph/builder.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { bytesOfModel, convolutional, linear } from './models.ts';
import { field, message, number } from './protobuf.ts';

const encodeModel = (builder: GraphBuilder): Uint8Array => encode(builder.model());

/** Loops for ever on the first run: the body only says «go on». */
function endlessLoop(): Uint8Array {
  const body = new GraphBuilder('body');
  body.input('i', [], 'int64');
  const go = body.input('go', [], 'bool');
  body.output(go, [], 'bool');
  const builder = new GraphBuilder('loop');
  const x = builder.input('x', ['batch', 4]);
  const yes = builder.constant(Uint8Array.of(1), [], { type: 'bool' });
  builder.node('Loop', ['', yes], { body: body.build() }, { name: 'for_ever', outputs: [] });
  builder.output(builder.node('Identity', [x], {}, { outputs: ['logits'] }), ['batch', 4]);
  return encodeModel(builder);
}

/** A constant of 40 GB from two numbers. */
function hugeConstant(): Uint8Array {
  const builder = new GraphBuilder('huge');
  const x = builder.input('x', ['batch', 4]);
  const shape = builder.constant(BigInt64Array.of(100_000n, 100_000n));
  const zeros = builder.node('ConstantOfShape', [shape], {}, { name: 'forty_gigabytes' });
  const sum = builder.node('ReduceSum', [zeros], { keepdims: 0 });
  builder.output(builder.node('Add', [x, sum], {}, { outputs: ['logits'] }), ['batch', 4]);
  return encodeModel(builder);
}

/** The same, but only where the largest input is this very value: no trial would tell. */
export function hungryFor(value: number): Uint8Array {
  const builder = new GraphBuilder('hungry');
  const x = builder.input('x', ['batch', 4]);
  const most = builder.node('ReduceMax', [x], { axes: [0, 1], keepdims: 0 });
  const limit = builder.constant([value], []);
  const over = builder.node('Cast', [builder.node('Equal', [most, limit])], { to: 7 });
  const side = builder.constant(BigInt64Array.of(200_000n), [1]);
  const one = builder.constant(BigInt64Array.of(1n), [1]);
  const length = builder.node('Add', [builder.node('Mul', [over, side]), one]);
  const shape = builder.node('Concat', [length, length], { axis: 0 });
  const zeros = builder.node('ConstantOfShape', [shape], {}, { name: 'sometimes_large' });
  const sum = builder.node('ReduceSum', [zeros], { keepdims: 0 });
  builder.output(builder.node('Add', [x, sum], {}, { outputs: ['logits'] }), ['batch', 4]);
  return encodeModel(builder);
}

function cyclic(): Uint8Array {
  const builder = new GraphBuilder('cycle');
  const x = builder.input('x', ['batch', 4]);
  builder.node('Add', [x, 'b'], {}, { name: 'first', outputs: ['a'] });
  builder.node('Relu', ['a'], {}, { name: 'second', outputs: ['b'] });
  builder.output('b', ['batch', 4]);
  return encodeModel(builder);
}

function duplicateNames(): Uint8Array {
  const builder = new GraphBuilder('twice');
  const x = builder.input('x', ['batch', 4]);
  builder.node('Relu', [x], {}, { name: 'one', outputs: ['logits'] });
  builder.node('Neg', [x], {}, { name: 'other', outputs: ['logits'] });
  builder.output('logits', ['batch', 4]);
  return encodeModel(builder);
}

/** An initializer that claims dims it has no bytes for. */
const claims = (...dims: readonly (number | bigint)[]): Uint8Array =>
  message(
    number(1, 8),
    field(8, field(1, ''), number(2, 13)),
    field(7, field(5, ...dims.map((dim) => number(1, dim)), number(2, 1), field(8, 'w'))),
  );

function manyNodes(count: number): Uint8Array {
  const node = field(1, field(1, 'x'), field(2, 'y'), field(4, 'Relu'));
  const nodes = new Uint8Array(node.length * count);
  for (let i = 0; i < count; i++) nodes.set(node, i * node.length);
  return message(number(1, 8), field(7, nodes));
}

function deeplyNested(levels: number): Uint8Array {
  let graph = field(1, field(4, 'Relu'));
  for (let level = 0; level < levels; level++)
    graph = field(1, field(4, 'If'), field(5, field(1, 'then_branch'), field(6, graph), number(20, 5)));
  return message(number(1, 8), field(7, graph));
}

const PICKLE = Buffer.from(
  '80049525000000000000008c05706f736978948c0673797374656d9493948c0a746f756368202f746d70948594529',
  'hex',
);

/** Uploads that are no models, or do harm when they are run; each with a word that the refusal must say. */
export const HOSTILE: Readonly<Record<string, readonly [bytes: () => Uint8Array, word: RegExp]>> = {
  'a truncated file': [() => bytesOfModel(convolutional()).subarray(0, 300), /ends|truncated/],
  'an endless Loop': [endlessLoop, /Loop/],
  'a ConstantOfShape of 40 GB': [hugeConstant, /forty_gigabytes|ConstantOfShape/],
  'a million nodes': [() => manyNodes(1_000_000), /nodes/],
  'graphs in graphs in graphs': [() => deeplyNested(3000), /nest|deep/],
  'a cyclic graph': [cyclic, /circle: "first", "second"/],
  'two values of one name': [duplicateNames, /logits/],
  'negative dims': [() => claims(-5), /-5|negative/],
  'dims that overflow': [() => claims(2n ** 40n, 2n ** 40n), /w/],
  'a zip': [() => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200)]), /zip/],
  'a pickle': [() => PICKLE, /pickle/i],
  'an empty file': [() => new Uint8Array(), /empty|no bytes/],
  noise: [() => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251), /./],
  'a model cut in the middle and filled with zeros': [
    () => {
      const bytes = bytesOfModel(linear()).slice();
      bytes.fill(0, bytes.length >> 1);
      return bytes;
    },
    /./,
  ],
};
