import { decode } from '../../src/graph/onnx/decode.ts';
import { readConstant } from '../../src/graph/constant.ts';
import { field, message, number, varint } from './protobuf.ts';

/**
 * Run in a process of its own: decodes a model of one large tensor, whose elements are in the field given as argument
 * (9: raw_data, 4: float_data, packed), and prints how much memory that took beyond the file itself, at its peak.
 */
const ELEMENTS = 25_000_000;
const length = 4 * ELEMENTS;

/** The file, written in place so that it is in memory once. */
function write(elements: number): Uint8Array {
  const tensor = message(
    number(1, ELEMENTS),
    number(2, 1),
    field(8, 'w'),
    Uint8Array.from([elements * 8 + 2, ...varint(length)]),
  );
  const inGraph = Uint8Array.from([5 * 8 + 2, ...varint(tensor.length + length)]);
  const inModel = Uint8Array.from([7 * 8 + 2, ...varint(inGraph.length + tensor.length + length)]);
  const head = message(number(1, 8), inModel, inGraph, tensor);
  const file = new Uint8Array(head.length + length).fill(1);
  file.set(head);
  return file;
}

const file = write(Number(process.argv[2]));
decode(message(number(1, 8), field(7)));
const before = process.resourceUsage().maxRSS;
const model = decode(file);
const after = process.resourceUsage().maxRSS;
const [tensor] = model.graph.initializers;
const sum = readConstant({ ...tensor!, dims: [1], bytes: tensor!.bytes.subarray(0, 4) }).data[0];
process.stdout.write(
  JSON.stringify({ size: file.length, bytes: tensor!.bytes.length, growth: 1024 * (after - before), sum }),
);
