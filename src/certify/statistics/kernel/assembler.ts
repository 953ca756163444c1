/**
 * WebAssembly in the words of its text form, as much of it as the noise needs: instructions are functions of their operands
 * and answer their bytes. What is made is the binary form of the WebAssembly Core Specification 2.0, chapter 5.
 */

/** Instructions, encoded. As an operand: some that leave one value on the stack. */
export type Code = readonly number[];

/** LEB128 of a whole number from 0 below 2^31. */
const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >> 7)];

/** LEB128 in two's complement: bit 6 of the last byte is the sign. */
function signed(value: bigint): number[] {
  if (value >= -64n && value < 64n) return [Number(value & 127n)];
  return [Number(value & 127n) | 128, ...signed(value >> 7n)];
}

const unary = (opcode: Code) => (a: Code) => [...a, ...opcode];
const binary = (opcode: Code) => (a: Code, b: Code) => [...a, ...b, ...opcode];
/** Alignment is a hint; 0 promises nothing. */
const at = (offset: number): Code => [0, ...unsigned(offset)];
const load =
  (opcode: Code) =>
  (address: Code, offset = 0) => [...address, ...opcode, ...at(offset)];
const store =
  (opcode: Code) =>
  (address: Code, value: Code, offset = 0) => [...address, ...value, ...opcode, ...at(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(BigInt(value))],
  add: binary([0x6a]),
  sub: binary([0x6b]),
  and: binary([0x71]),
  shl: binary([0x74]),
  shr_u: binary([0x76]),
  ctz: unary([0x68]),
  lt_u: binary([0x49]),
  load: load([0x28]),
  load16_u: load([0x2f]),
  store: store([0x36]),
} as const;

export const i64 = {
  const: (value: bigint): Code => [0x42, ...signed(value)],
  add: binary([0x7c]),
  and: binary([0x83]),
  le_u: binary([0x58]),
  load: load([0x29]),
  extend_i32_u: unary([0xad]),
} as const;

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** A vector's lanes are numbered from the lowest address. */
export const v128 = {
  load: load(simd(0)),
  store: store(simd(11)),
  /** The vector with one of its eight lanes read anew. */
  load16_lane: (address: Code, vector: Code, lane: number, offset = 0): Code => [
    ...[...address, ...vector],
    ...[...simd(0x55), ...at(offset), lane],
  ],
  store32_lane: (address: Code, vector: Code, lane: number): Code => [
    ...[...address, ...vector],
    ...[...simd(0x5a), ...at(0), lane],
  ],
} as const;

export const i8x16 = {
  /** Byte i of the answer is number `lanes`[i] of the 32 bytes of both. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [...a, ...b, ...simd(13), ...lanes],
} as const;

export const i16x8 = {
  splat: unary(simd(0x10)),
  eq: binary(simd(0x2d)),
  /** One bit for each lane: its sign. */
  bitmask: unary(simd(0x84)),
} as const;

export const i32x4 = {
  splat: unary(simd(0x11)),
  add: binary(simd(0xae)),
  min_s: binary(simd(0xb6)),
  max_s: binary(simd(0xb8)),
  extend_low_i16x8_s: unary(simd(0xa7)),
  extend_high_i16x8_s: unary(simd(0xa8)),
} as const;

export const i64x2 = { splat: unary(simd(0x12)) } as const;

export const f64x2 = {
  add: binary(simd(0xf0)),
  mul: binary(simd(0xf2)),
  convert_low_i32x4_s: unary(simd(0xfe)),
} as const;

export const f32x4 = {
  /** Rounds to nearest, as Math.fround does. The upper two lanes are 0. */
  demote_f64x2_zero: unary(simd(0x5e)),
} as const;

/** A parameter or a variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
  /** Sets it and leaves the value on the stack. */
  tee(value: Code): Code;
}

const local = (index: number): Local => ({
  get: [0x20, index],
  set: (value) => [...value, 0x21, index],
  tee: (value) => [...value, 0x22, index],
});

/** The type of a block that leaves nothing on the stack. */
const EMPTY = 0x40;
const END = 0x0b;

/** Runs the body, and again as long as the condition holds after it. */
export const repeat = (body: readonly Code[], condition: Code): Code => [
  ...[0x03, EMPTY, ...body.flat()],
  ...[...condition, 0x0d, 0, END],
];

export const when = (condition: Code, then: readonly Code[], otherwise: readonly Code[] = []): Code => [
  ...[...condition, 0x04, EMPTY, ...then.flat()],
  ...(otherwise.length > 0 ? [0x05, ...otherwise.flat()] : []),
  END,
];

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;
type Type = keyof typeof TYPES;

/** A function of i32s that answers an i32. */
export interface Func {
  readonly parameters: number;
  readonly variables: readonly Type[];
  readonly body: Code;
}

/** `write` is handed all parameters and variables by their names; the last of its instructions leaves the answer. */
export function func<P extends string, V extends string>(
  parameters: readonly P[],
  variables: Readonly<Record<V, Type>>,
  write: (locals: Readonly<Record<P | V, Local>>) => readonly Code[],
): Func {
  const names = [...parameters, ...Object.keys(variables)];
  const locals = Object.fromEntries(names.map((name, index) => [name, local(index)]));
  return {
    parameters: parameters.length,
    variables: Object.values<Type>(variables),
    body: write(locals as Record<P | V, Local>).flat(),
  };
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(vector(items))];
const text = (value: string): Code => sized([...new TextEncoder().encode(value)]);

/** A module that exports the functions under their names and imports its memory as "host" "memory". */
export function assemble(functions: Readonly<Record<string, Func>>): Uint8Array<ArrayBuffer> {
  const all = Object.entries(functions);
  const type = ({ parameters }: Func): Code => {
    const operands = Array.from({ length: parameters }, () => [TYPES.i32]);
    return [0x60, ...vector(operands), ...vector([[TYPES.i32]])];
  };
  const code = ({ variables, body }: Func): Code =>
    sized([...vector(variables.map((one) => [1, TYPES[one]])), ...body, END]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      all.map(([, one]) => type(one)),
    ),
    ...section(2, [[...text('host'), ...text('memory'), 2, 0, 1]]),
    ...section(
      3,
      all.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      all.map(([name], index) => [...text(name), 0, ...unsigned(index)]),
    ),
    ...section(
      10,
      all.map(([, one]) => code(one)),
    ),
  ]);
}
