import type { NumericType } from './array.ts';
import { fault, quoted, refuse } from './faults.ts';

export interface NpyHeader {
  readonly type: NumericType;
  readonly bigEndian: boolean;
  readonly fortran: boolean;
  readonly dims: readonly number[];
}

/** numpy's own limit for headers it did not write. */
export const NPY_HEADER_LIMIT = 10_000;

const TYPES: Readonly<Record<string, NumericType>> = {
  b1: 'bool',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

/** What the kinds that are not read hold, by numpy's letter. */
const REFUSED_KINDS: Readonly<Record<string, string>> = {
  O: 'pickled Python objects, which are never opened; save plain numbers (pad ragged rows first)',
  S: 'text (bytes); save numbers',
  U: 'text; save numbers',
  V: 'raw or structured records; save one plain array',
  c: 'complex numbers; save real ones',
  M: 'dates; save numbers',
  m: 'time spans; save numbers',
  f: 'floats of another size; save float16, float32 or float64',
};

const FIELD =
  /\s*'(descr|fortran_order|shape)'\s*:\s*('[^'\\]*'|True|False|\([\d\s,L-]*\)|\[[^]*\])\s*(?:,|(?=\}))/y;

/**
 * Parses the literal of a .npy header, `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`: three
 * fields in any order, with nothing evaluated. `what` names the array in faults. Format: numpy.lib.format.
 */
export function parseNpyHeader(text: string, what: string, pointer: string): NpyHeader {
  const fields = literalFields(text);
  if (!fields) return refuse(fault('npy_malformed', `${what}: the header is not a plain literal`, pointer));
  const { descr, fortran_order: order, shape } = fields;
  const missing = ['descr', 'fortran_order', 'shape'].filter((name) => !(name in fields));
  if (descr === undefined || order === undefined || shape === undefined) {
    return refuse(fault('npy_malformed', `${what}: the header lacks ${missing.join(', ')}`, pointer));
  }
  if (!/^(True|False)$/.test(order) || !shape.startsWith('(')) {
    return refuse(
      fault('npy_malformed', `${what}: fortran_order or shape is not what its name says`, pointer),
    );
  }
  return {
    ...elementType(descr, what, pointer),
    fortran: order === 'True',
    dims: dims(shape, what, pointer),
  };
}

function literalFields(text: string): Record<string, string> | null {
  const trimmed = text.trimEnd();
  const fields: Record<string, string> = {};
  if (!trimmed.startsWith('{')) return null;
  FIELD.lastIndex = 1;
  for (let at = 1; ; at = FIELD.lastIndex) {
    if (/^\s*\}$/.test(trimmed.slice(at))) return fields;
    const [, name, value] = FIELD.exec(trimmed) ?? [];
    if (name === undefined || value === undefined || name in fields) return null;
    fields[name] = value;
  }
}

function elementType(descr: string, what: string, pointer: string): Pick<NpyHeader, 'type' | 'bigEndian'> {
  const unsupported = (why: string): never =>
    refuse(fault('dtype_unsupported', `${what} has dtype ${quoted(descr)}: ${why}`, pointer));
  if (descr.startsWith('[')) return unsupported(REFUSED_KINDS['V']!);
  const [, order, code] = /^'([<>|=]?)([A-Za-z][^']*)'$/.exec(descr) ?? [];
  if (order === undefined || code === undefined) return unsupported('it is not known here');
  const type = TYPES[code];
  if (type === undefined) return unsupported(REFUSED_KINDS[code[0]!] ?? 'it is not known here');
  if (!code.endsWith('1') && order !== '<' && order !== '>')
    return unsupported('it does not state its byte order');
  return { type, bigEndian: order === '>' };
}

function dims(shape: string, what: string, pointer: string): readonly number[] {
  const wrong = (why: string): never =>
    refuse(fault('npy_malformed', `${what} states the shape ${shape.slice(0, 200)}: ${why}`, pointer));
  const entries = shape
    .slice(1, -1)
    .split(',')
    .map((one) => one.trim());
  if (entries.at(-1) === '') entries.pop();
  return entries.map((entry) => {
    if (/^-\d+L?$/.test(entry)) return wrong('an axis is negative');
    if (!/^\d+L?$/.test(entry)) return wrong('an axis is not a whole number');
    const length = Number(entry.replace('L', ''));
    return Number.isSafeInteger(length) ? length : wrong('an axis is longer than any memory');
  });
}
