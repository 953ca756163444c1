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

  it('goes on where the last run ended, or anywhere else', () => {
    const fresh = (stage: number, first: number, count: number) => [
      ...new Keystream(seed).run(stage, 7, first, count),
    ];
    for (const [stage, first, count] of [
      [2, 5, 3],
      [2, 8, 2],
      [2, 9, 1],
      [0, 10, 4],
      [2, 10, 4],
      [2, 14, 3000],
      [2, 3014, 1],
    ] as const)
      expect([...keystream.run(stage, 7, first, count)]).toEqual(fresh(stage, first, count));
  });

  it('writes the bytes of its blocks where it is told to, and nothing beside them', () => {
    const into = new Uint8Array(3000 * 16 + 10).fill(0xee);
    keystream.write(into, 5, 2, 7, FAR, 3000);
    const run = new Uint8Array(keystream.run(2, 7, FAR, 3000).buffer);
    expect(into.subarray(5, -5)).toEqual(run);
    expect([...into.subarray(0, 5), ...into.subarray(-5)]).toEqual(new Array(10).fill(0xee));
  });

  it('writes the half of a counter that a stream has in common', () => {
    const counter = new Uint8Array(16);
    keystream.head(counter, 0, 3, 2 ** 40 + 9);
    counter[15] = 200;
    const bytes = keystream.blocks(counter);
    expect([...new Uint16Array(Uint8Array.from(bytes).buffer)]).toEqual(block(seed, 3, 2n ** 40n + 9n, 200n));
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
