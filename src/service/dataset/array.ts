/** Element types that are read, by the names numpy uses, with their size in bytes. */
export const NUMERIC_TYPES = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  float16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  uint64: 8,
  int64: 8,
  float64: 8,
} as const;
export type NumericType = keyof typeof NUMERIC_TYPES;

/**
 * An array as it lies in a file: nothing is copied or converted before it is asked for.
 * Row-major arrays may keep their rows apart: row i starts at byte i × `pitch`.
 */
export interface NumericArray {
  readonly type: NumericType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
  /** Column-major: the first index runs fastest. */
  readonly fortran: boolean;
  /** Bytes from one row to the next; null: they follow each other. */
  readonly pitch: number | null;
}

export type Elements =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** Number of elements; not a safe integer when it overflows. */
export const product = (dims: readonly number[]): number => dims.reduce((all, one) => all * one, 1);

export const isWhole = (type: NumericType): boolean => !type.startsWith('float');

/**
 * Rows [first, first + count) along the first axis, each row-major. 64-bit integers come as float64
 * (rounded to nearest beyond 2⁵³). The answer may share memory with the file: do not write to it.
 */
export function elements(array: NumericArray, first: number, count: number): Elements {
  const size = NUMERIC_TYPES[array.type];
  const raw = array.fortran ? columns(array, first, count) : rows(array, first, count);
  if (array.bigEndian && size > 1) swap(raw, size);
  return typed(array.type, raw);
}

function rows(array: NumericArray, first: number, count: number): Uint8Array {
  const size = NUMERIC_TYPES[array.type];
  const rowBytes = product(array.dims.slice(1)) * size;
  const pitch = array.pitch ?? rowBytes;
  if (pitch === rowBytes) {
    const whole = array.bytes.subarray(first * rowBytes, (first + count) * rowBytes);
    return size === 1 ? whole : new Uint8Array(whole);
  }
  const gathered = new Uint8Array(count * rowBytes);
  for (let i = 0; i < count; i++) {
    const start = (first + i) * pitch;
    gathered.set(array.bytes.subarray(start, start + rowBytes), i * rowBytes);
  }
  return gathered;
}

/** Column-major, the same place of consecutive rows lies together: gathered run by run, scattered to its rows. */
function columns({ type, dims, bytes }: NumericArray, first: number, count: number): Uint8Array {
  const size = NUMERIC_TYPES[type];
  const [total = 0, ...shape] = dims;
  const length = product(shape);
  const gathered = new Uint8Array(count * length * size);
  const position = shape.map(() => 0);
  for (let place = 0; place < length; place++) {
    const target = position.reduce((at, index, axis) => at * shape[axis]! + index, 0);
    let from = (place * total + first) * size;
    for (let i = 0; i < count; i++) {
      const to = (i * length + target) * size;
      for (let b = 0; b < size; b++) gathered[to + b] = bytes[from++]!;
    }
    advance(position, shape);
  }
  return gathered;
}

/** The next index in column-major order. */
function advance(position: number[], shape: readonly number[]): void {
  for (let axis = 0; axis < shape.length; axis++) {
    position[axis] = position[axis]! + 1;
    if (position[axis]! < shape[axis]!) return;
    position[axis] = 0;
  }
}

function swap(raw: Uint8Array, size: number): void {
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else buffer.swap64();
}

/** `raw` is little-endian and, but for single bytes, starts its own buffer. Hosts are little-endian, as the engine's builds are. */
function typed(type: NumericType, raw: Uint8Array): Elements {
  const { buffer, byteOffset } = raw;
  const length = raw.byteLength / NUMERIC_TYPES[type];
  switch (type) {
    case 'bool':
      return raw.map((value) => (value === 0 ? 0 : 1));
    case 'uint8':
      return raw;
    case 'int8':
      return new Int8Array(buffer, byteOffset, length);
    case 'uint16':
      return new Uint16Array(buffer, byteOffset, length);
    case 'int16':
      return new Int16Array(buffer, byteOffset, length);
    case 'float16':
      return widened(new Uint16Array(buffer, byteOffset, length));
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, length);
    case 'int32':
      return new Int32Array(buffer, byteOffset, length);
    case 'float32':
      return new Float32Array(buffer, byteOffset, length);
    case 'uint64':
      return Float64Array.from(new BigUint64Array(buffer, byteOffset, length), Number);
    case 'int64':
      return Float64Array.from(new BigInt64Array(buffer, byteOffset, length), Number);
    case 'float64':
      return new Float64Array(buffer, byteOffset, length);
  }
}

function widened(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = float16(halves[i]!);
  return values;
}

/** IEEE 754 binary16 from its bits; exact. */
function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
