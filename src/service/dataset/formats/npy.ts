import { NUMERIC_TYPES, product, type NumericArray } from '../array.ts';
import { fault, listed, refuse, together } from '../faults.ts';
import { NPY_HEADER_LIMIT, parseNpyHeader } from '../npy-header.ts';
import { SEPARATE_PARTS } from '../place.ts';
import type { DatasetFormat } from './format.ts';

/** A .npy file with the samples and, where there are labels, a second one with them. */
export const npy: DatasetFormat = {
  name: 'npy',
  title: 'a .npy array',
  recognises: ({ file }) => isNpy(file.bytes),
  read({ file, labels }, { layout }) {
    const [values, targets] = together(
      () => readNpy(file.bytes, 'the samples', '/file'),
      () => labels && readNpy(labels.bytes, 'the labels', '/labels'),
    );
    return { values, shape: values.dims.slice(1), layout, labels: targets, places: SEPARATE_PARTS };
  },
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const isNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/** One array, its bytes a view of the file. `what` names it in faults. Format: numpy.lib.format, versions 1 to 3. */
export function readNpy(bytes: Uint8Array, what: string, pointer: string): NumericArray {
  const { start, text } = headerText(bytes, what, pointer);
  const header = parseNpyHeader(text, what, pointer);
  const stated = product(header.dims) * NUMERIC_TYPES[header.type];
  const held = bytes.length - start;
  if (stated !== held) {
    const shape = listed(header.dims);
    const message = `${what}: the header states ${header.type} ${shape}, that is ${stated} bytes; ${held} bytes follow it`;
    return refuse(fault('size_disagrees', message, pointer));
  }
  return { ...header, bytes: bytes.subarray(start), pitch: null };
}

function headerText(bytes: Uint8Array, what: string, pointer: string): { start: number; text: string } {
  const wrong = (why: string): never => refuse(fault('npy_malformed', `${what}: ${why}`, pointer));
  if (!isNpy(bytes))
    return wrong('these are not the bytes of a .npy array (they do not begin with \\x93NUMPY)');
  const [major, minor] = [bytes[6], bytes[7]];
  if (major === undefined || minor === undefined || bytes.length < 12) return wrong('the header ends early');
  if (major < 1 || major > 3 || minor !== 0)
    return wrong(`version ${major}.${minor} of the format is not known`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [prefix, length] = major === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (length > NPY_HEADER_LIMIT) {
    return wrong(`the header states a length of ${length}; at most ${NPY_HEADER_LIMIT} bytes are read`);
  }
  const start = prefix + length;
  if (start > bytes.length) return wrong(`the header states a length of ${length}, but the file ends before`);
  return { start, text: new TextDecoder('latin1').decode(bytes.subarray(prefix, start)) };
}
