import { Writer } from 'protobufjs/minimal.js';

const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;

/** Writes protobuf fields in the order of the calls; empty texts and lists leave nothing. */
export class Sink {
  readonly #writer = new Writer();

  integer(field: number, value: number): void {
    this.#tag(field, VARINT).int64(value);
  }

  int64(field: number, value: bigint): void {
    this.#tag(field, VARINT).int64(value.toString());
  }

  float(field: number, value: number): void {
    this.#tag(field, FIXED32).float(value);
  }

  text(field: number, value: string): void {
    if (value !== '') this.#tag(field, DELIMITED).string(value);
  }

  /** Writes the text even when it is empty: in lists the places count. */
  texts(field: number, values: readonly string[]): void {
    for (const value of values) this.#tag(field, DELIMITED).string(value);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, DELIMITED).bytes(value);
  }

  integers(field: number, values: readonly (number | bigint)[]): void {
    if (values.length === 0) return;
    this.message(field, () =>
      values.forEach((value) =>
        this.#writer.int64(Number.isSafeInteger(value) ? Number(value) : String(value)),
      ),
    );
  }

  floats(field: number, values: readonly number[]): void {
    if (values.length === 0) return;
    this.message(field, () => values.forEach((value) => this.#writer.float(value)));
  }

  message(field: number, write: () => void): void {
    this.#tag(field, DELIMITED).fork();
    write();
    this.#writer.ldelim();
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }

  #tag(field: number, wire: number): Writer {
    return this.#writer.uint32(((field << 3) | wire) >>> 0);
  }
}
