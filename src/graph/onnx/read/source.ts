import { Reader } from 'protobufjs/minimal.js';
import { EXCEEDED, type Counter, type Limits } from '../limits.ts';
import { OnnxError } from '../error.ts';

const WIRES = ['varint', '64-bit', 'length-delimited', 'group', 'group end', '32-bit'] as const;
const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

/**
 * A walk over protobuf bytes, one field at a time: `while (source.next()) switch (source.field) …`. It is stricter
 * than protobuf where a lenient reading could hide something from us that an engine sees: a known field with the
 * wrong wire type, a group, a field number 0 are refused, not skipped.
 */
export class Source {
  /** Number of the field that `next` found. */
  field = 0;
  readonly #reader: Reader;
  readonly #limits: Limits;
  readonly #left: Record<Counter, number>;
  #wire = 0;
  /** Messages that hold the one being read. */
  #within = 0;
  readonly #depths = { graphs: 0, types: 0 };

  constructor(bytes: Uint8Array, limits: Limits) {
    // A plain view even of a Buffer: slices of it are then plain Uint8Arrays too.
    this.#reader = new Reader(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    this.#limits = limits;
    this.#left = { ...limits };
  }

  /** Moves to the next field of the message; false at its end. */
  next(): boolean {
    const reader = this.#reader;
    if (reader.pos >= reader.len) return false;
    this.charge('fields');
    const tag = this.#guard(() => reader.tag());
    this.field = tag >>> 3;
    this.#wire = tag & 7;
    if (this.field === 0) throw this.#malformed('a field has the number 0');
    return true;
  }

  skip(): void {
    const wire = this.#wire;
    if (wire !== VARINT && wire !== FIXED64 && wire !== DELIMITED && wire !== FIXED32) {
      throw this.#malformed(`field ${this.field} has the wire type ${WIRES[wire] ?? wire}`);
    }
    this.#guard(() => this.#reader.skipType(wire));
  }

  /** Counts against a limit. */
  charge(counter: Counter, amount = 1): void {
    this.#left[counter] -= amount;
    if (this.#left[counter] >= 0) return;
    const [code, noun] = EXCEEDED[counter];
    throw new OnnxError(code, `the file has more than ${this.#limits[counter].toLocaleString('en')} ${noun}`);
  }

  int32(): number {
    this.#expect(VARINT);
    return this.#guard(() => this.#reader.int32());
  }

  int64(): bigint {
    this.#expect(VARINT);
    const { high, low } = this.#guard(() => this.#reader.int64());
    return (BigInt(high) << 32n) | BigInt(low >>> 0);
  }

  /** An int64 as a number: exact up to 2^53, the nearest double beyond. */
  integer(): number {
    return Number(this.int64());
  }

  float(): number {
    this.#expect(FIXED32);
    return this.#guard(() => this.#reader.float());
  }

  bytes(): Uint8Array {
    this.#expect(DELIMITED);
    return this.#guard(() => this.#reader.bytes());
  }

  text(): string {
    const start = this.#reader.pos;
    this.charge('unpackedBytes', this.#length());
    try {
      return this.#guard(() => this.#reader.stringVerify());
    } catch (error) {
      if (error instanceof OnnxError) throw error;
      throw new OnnxError('text_invalid', `the text at byte ${start} is not UTF-8`);
    }
  }

  /** A text that is kept as a name; its length is looked at before it is decoded. */
  name(): string {
    const length = this.#length();
    if (length <= this.#limits.nameLength) return this.text();
    throw new OnnxError(
      'name_too_long',
      `a name has ${length.toLocaleString('en')} bytes, at byte ${this.#reader.pos}; at most ${this.#limits.nameLength} are read`,
    );
  }

  /** Appends the integers of a repeated field, packed or not. */
  int64s(into: bigint[]): void {
    this.#repeated(VARINT, () => into.push(this.int64()));
  }

  integers(into: number[]): void {
    this.#repeated(VARINT, () => into.push(this.integer()));
  }

  floats(into: number[]): void {
    this.#repeated(FIXED32, () => into.push(this.float()));
  }

  /** The bytes of the elements that this occurrence of a repeated numeric field holds, as they lie in the file. */
  elements(): Uint8Array {
    if (this.#wire === DELIMITED) return this.bytes();
    const reader = this.#reader;
    const start = reader.pos;
    this.skip();
    return reader.raw(start, reader.pos);
  }

  /** True when the elements of a repeated numeric field come in one run. */
  get packed(): boolean {
    return this.#wire === DELIMITED;
  }

  /** Reads an embedded message: `read` sees its fields only. */
  message<T>(read: () => T): T {
    this.#expect(DELIMITED);
    const reader = this.#reader;
    const length = this.#guard(() => reader.uint32());
    this.#reach(length);
    const outer = reader.len;
    const field = this.field;
    reader.len = reader.pos + length;
    this.#within++;
    const answer = read();
    this.#within--;
    reader.len = outer;
    this.field = field;
    return answer;
  }

  /** As `message`, for messages that may hold their own kind: refused beyond the depth limit. */
  nested<T>(kind: 'graphs' | 'types', read: () => T): T {
    if (++this.#depths[kind] > this.#limits.depth) {
      throw new OnnxError('nesting_too_deep', `${kind} nest more than ${this.#limits.depth} levels deep`);
    }
    const answer = this.message(read);
    this.#depths[kind]--;
    return answer;
  }

  /** Bytes of the delimited field that comes, which is not consumed. */
  #length(): number {
    this.#expect(DELIMITED);
    const start = this.#reader.pos;
    const length = this.#guard(() => this.#reader.uint32());
    this.#reach(length);
    this.#reader.pos = start;
    return length;
  }

  #repeated(wire: number, push: () => void): void {
    if (this.#wire !== DELIMITED) {
      this.charge('entries');
      return push();
    }
    this.message(() => {
      this.#wire = wire;
      while (this.#reader.pos < this.#reader.len) {
        this.charge('entries');
        push();
      }
    });
  }

  #expect(wire: number): void {
    if (this.#wire === wire) return;
    const found = WIRES[this.#wire] ?? this.#wire;
    throw this.#malformed(`field ${this.field} is ${found}, expected ${WIRES[wire]}`);
  }

  #reach(length: number): void {
    if (this.#reader.pos + length > this.#reader.len) throw this.#beyond();
  }

  #beyond(): OnnxError {
    const at = `at byte ${this.#reader.pos}`;
    // A field of the outermost message that is longer than the file is what is left of a cut-off file.
    return this.#within === 0
      ? new OnnxError('file_truncated', `the file ends inside a field ${at}`)
      : new OnnxError('file_malformed', `a field ${at} reaches beyond the message that holds it`);
  }

  #malformed(what: string): OnnxError {
    return new OnnxError('file_malformed', `${what}, at byte ${this.#reader.pos}`);
  }

  /** Turns what the protobuf reader throws into our errors; a TypeError is the text decoder's. */
  #guard<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof RangeError) throw this.#beyond();
      if (error instanceof TypeError || !(error instanceof Error)) throw error;
      throw this.#malformed(error.message);
    }
  }
}
