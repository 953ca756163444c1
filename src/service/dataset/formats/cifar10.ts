import { fault, refuse } from '../faults.ts';
import type { Fault } from '../../errors.ts';
import type { DatasetFormat } from './format.ts';

const SHAPE = [3, 32, 32] as const;
const RECORD = 1 + 3 * 32 * 32;
const CLASSES = 10;

/**
 * CIFAR-10's binary version: records of one label byte and 3 × 32 × 32 bytes, channels first. There is no magic:
 * a file is recognised by its length and by all its labels being below ten.
 */
export const cifar10: DatasetFormat = {
  name: 'cifar10',
  title: 'CIFAR-10 records',
  recognises: ({ file: { bytes } }) => bytes.length % RECORD === 0 && misfits(bytes).length === 0,
  read({ file, labels }, { layout }) {
    const count = file.bytes.length / RECORD;
    const faults: Fault[] = [];
    if (labels) {
      faults.push(
        fault('part_unexpected', 'CIFAR-10 records hold their labels; send no part `labels`', '/labels'),
      );
    }
    if (layout !== 'NCHW') {
      const message = `CIFAR-10 records are channels first (NCHW); ${layout} was declared`;
      faults.push(fault('layout_disagrees', message, '/metadata/layout'));
    }
    faults.push(...recordFaults(file.bytes));
    if (faults.length > 0) refuse(...faults);
    const stored = { type: 'uint8', bigEndian: false, fortran: false, pitch: RECORD } as const;
    return {
      values: { ...stored, dims: [count, ...SHAPE], bytes: file.bytes.subarray(1) },
      shape: SHAPE,
      layout: 'NCHW',
      labels: { ...stored, dims: [count], bytes: file.bytes },
      places: { samples: { pointer: '/file' }, labels: { pointer: '/file' } },
    };
  },
};

function recordFaults(bytes: Uint8Array): readonly Fault[] {
  if (bytes.length % RECORD !== 0) {
    const message = `${bytes.length} bytes are not a whole number of records of ${RECORD} bytes (1 label, 3,072 values)`;
    return [fault('cifar10_malformed', message, '/file')];
  }
  const [first, ...others] = misfits(bytes);
  if (first === undefined) return [];
  const more = others.length > 0 ? ` (and ${others.length} more records)` : '';
  const message = `record ${first} has the label ${bytes[first * RECORD]}${more}; labels are below ${CLASSES}`;
  return [fault('cifar10_malformed', message, '/file')];
}

/** Records whose label is no class. */
const misfits = (bytes: Uint8Array): readonly number[] =>
  Array.from({ length: bytes.length / RECORD }, (_, record) => record).filter(
    (record) => bytes[record * RECORD]! >= CLASSES,
  );
