/** Protobuf written by hand, so that a test can say what no encoder would. */
export function varint(value: number | bigint): readonly number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

export const number = (field: number, value: number | bigint): Uint8Array =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);

/** A length-delimited field: a text, bytes, or an embedded message of parts. */
export function field(field: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const content = message(...parts);
  return message(Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content);
}

/** The parts one after the other. */
export const message = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
