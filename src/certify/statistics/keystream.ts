import { createCipheriv } from 'node:crypto';

/**
 * What random bits are for. Every stage has its own; the odd stages between hold the further bits of rare
 * draws.
 */
export const STAGES = { selection: 0, estimation: 2, offsets: 4 } as const;
export type Stage = (typeof STAGES)[keyof typeof STAGES];

const BLOCK = 16;
/** Bytes asked of the cipher at once: more makes the engine map fresh memory every time. */
const PIECE = 16_384;
const ZEROS = new Uint8Array(PIECE);
/** Whether the first of two 16-bit numbers is the upper half of 32 bits here. */
export const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

/** A cipher that goes on at a block of a stream. */
interface Running {
  readonly stage: number;
  readonly sample: number;
  next: number;
  readonly cipher: ReturnType<typeof createCipheriv>;
}

/**
 * Random bits that anyone can look up again: AES-256 in counter mode. Block b of a stage of a sample is the
 * encryption of the 16 bytes  stage (16 bits) ‖ sample (48 bits) ‖ b (64 bits), big endian, under the seed; a
 * block is read as eight little-endian 16-bit numbers. Different stages, samples and blocks never share bits.
 *
 * Stages are below 2^16, samples below 2^48, blocks below 2^53, so that a block number never runs over into
 * the sample.
 */
export class Keystream {
  readonly #seed: Uint8Array;
  readonly #blocks: ReturnType<typeof createCipheriv>;
  /** Most runs begin where the last one ended. */
  #running: Running | null = null;

  /** `seed`: 32 bytes. Throws RangeError for another length. */
  constructor(seed: Uint8Array) {
    if (seed.length !== 32) throw new RangeError(`a seed has 32 bytes, not ${seed.length}`);
    this.#seed = Uint8Array.from(seed);
    this.#blocks = createCipheriv('aes-256-ecb', this.#seed, null);
  }

  /** `count` consecutive blocks, 8 numbers each. */
  run(stage: number, sample: number, first: number, count: number): Uint16Array {
    const bytes = new Uint8Array(count * BLOCK);
    this.write(bytes, 0, stage, sample, first, count);
    return words(bytes);
  }

  /** The bytes of `count` consecutive blocks, into `into` from `at` on. */
  write(into: Uint8Array, at: number, stage: number, sample: number, first: number, count: number): void {
    const running = this.#from(stage, sample, first);
    const end = at + count * BLOCK;
    for (let from = at; from < end; from += PIECE) {
      into.set(running.cipher.update(ZEROS.subarray(0, end - from)), from);
    }
    running.next = first + count;
  }

  #from(stage: number, sample: number, first: number): Running {
    const last = this.#running;
    if (last && last.stage === stage && last.sample === sample && last.next === first) return last;
    const counter = new DataView(new ArrayBuffer(BLOCK));
    writeCounter(counter, 0, stage, sample, first);
    const cipher = createCipheriv('aes-256-ctr', this.#seed, counter);
    return (this.#running = { stage, sample, next: first, cipher });
  }

  /** The first half of a stream's counters, into `into` from `at` on. */
  head(into: Uint8Array, at: number, stage: number, sample: number): void {
    writeHead(new DataView(into.buffer, into.byteOffset), at, stage, sample);
  }

  /** The bytes of the blocks with these counters, 16 bytes each. */
  blocks(counters: Uint8Array): Uint8Array {
    return this.#blocks.update(counters);
  }

  /**
   * The first 48 bits of the blocks first + offsets[i], as whole numbers: three 16-bit numbers, low one
   * first.
   */
  pick(stage: number, sample: number, first: number, offsets: Int32Array): Float64Array {
    const counters = new DataView(new ArrayBuffer(offsets.length * BLOCK));
    for (let i = 0; i < offsets.length; i++) {
      writeCounter(counters, i * BLOCK, stage, sample, first + offsets[i]!);
    }
    const bits = words(this.#blocks.update(counters));
    const picked = new Float64Array(offsets.length);
    for (let i = 0; i < picked.length; i++) {
      picked[i] = bits[8 * i]! + bits[8 * i + 1]! * 2 ** 16 + bits[8 * i + 2]! * 2 ** 32;
    }
    return picked;
  }
}

function writeCounter(into: DataView, at: number, stage: number, sample: number, block: number): void {
  writeHead(into, at, stage, sample);
  into.setUint32(at + 8, Math.floor(block / 2 ** 32));
  into.setUint32(at + 12, block);
}

function writeHead(into: DataView, at: number, stage: number, sample: number): void {
  into.setUint16(at, stage);
  into.setUint16(at + 2, Math.floor(sample / 2 ** 32));
  into.setUint32(at + 4, sample);
}

/** Eight numbers of each block, low byte first whatever the machine. */
function words(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  if (BIG_ENDIAN) Buffer.from(aligned.buffer, aligned.byteOffset, aligned.byteLength).swap16();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}
