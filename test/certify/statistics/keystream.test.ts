import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Keystream, STAGES } from '../../../src/certify/statistics/keystream.ts';
import { key } from '../numbers.ts';

/** One block, from its description: big-endian counter, little-endian numbers. */
function block(seed: Uint8Array, stage: number, sample: bigint, number: bigint): number[] {
  const counter = Buffer.from(
    ((BigInt(stage) << 112n) | (sample << 64n) | number).toString(16).padStart(32, '0'),
    'hex',
  );
  const bytes = createCipheriv('aes-256-ecb', seed, null).update(counter);
  return Array.from({ length: 8 }, (_, i) => bytes.readUInt16LE(2 * i));
}

const seed = key(0xfeed);
const keystream = new Keystream(seed);
const FAR = 2 ** 40 + 12_345;

describe('Keystream', () => {
  it.each([
    [0, 0, 0],
    [2, 7, 5],
    [3, 2 ** 48 - 1, FAR],
  ])('runs on from any block (stage %i, sample %i, block %i)', (stage, sample, first) => {
    const run = [...keystream.run(stage, sample, first, 3)];
    const expected = [0n, 1n, 2n].flatMap((i) => block(seed, stage, BigInt(sample), BigInt(first) + i));
    expect(run).toEqual(expected);
  });

  it('carries a block number past 32 bits', () => {
    const run = [...keystream.run(2, 1, 2 ** 32 - 1, 2)];
    expect(run.slice(8)).toEqual(block(seed, 2, 1n, 1n << 32n));
  });

  it('picks the first 48 bits of the same blocks one by one', () => {
    const offsets = [19, 0, 4];
    const expected = offsets.map((i) => {
      const [low, middle, high] = block(seed, 3, 9n, BigInt(FAR + i)).map(BigInt);
      return Number(low! | (middle! << 16n) | (high! << 32n));
    });
    expect([...keystream.pick(3, 9, FAR, Int32Array.from(offsets))]).toEqual(expected);
    expect(keystream.pick(3, 9, 0, new Int32Array(0)).length).toBe(0);
  });

  it('never gives two stages, samples, blocks or keys the same bits', () => {
    const blocks: string[] = [];
    for (const bits of [keystream, new Keystream(key(1))]) {
      for (let stage = 0; stage < 4; stage++) {
        for (let sample = 0; sample < 10; sample++) {
          const run = bits.run(stage, sample, 0, 50);
          for (let i = 0; i < 50; i++) blocks.push(run.subarray(8 * i, 8 * i + 8).join());
        }
      }
    }
    expect(new Set(blocks).size).toBe(2 * 4 * 10 * 50);
  });

  it('leaves an odd stage after each for the further bits', () => {
    const stages = Object.values(STAGES).flatMap((stage) => [stage, stage + 1]);
    expect(new Set(stages).size).toBe(2 * Object.keys(STAGES).length);
  });

  it('keeps its own copy of the seed, and refuses one of another length', () => {
    const mine = key(5);
    const first = new Keystream(mine);
    mine.fill(1);
    expect([...first.run(0, 0, 0, 1)]).toEqual([...new Keystream(key(5)).run(0, 0, 0, 1)]);
    expect(() => new Keystream(new Uint8Array(31))).toThrow(RangeError);
  });
});
