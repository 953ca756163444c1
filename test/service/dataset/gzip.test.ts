import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ungzipped } from '../../../src/service/dataset/gzip.ts';
import { DATASET_LIMITS } from '../../../src/service/dataset/limits.ts';
import { faultsOf, part } from './uploads.ts';

const content = new TextEncoder().encode('content '.repeat(50_000));
const open = (bytes: Uint8Array, limits = DATASET_LIMITS) => ungzipped(part('labels', bytes), limits);
const faultOf = (bytes: Uint8Array, limits = DATASET_LIMITS) => faultsOf(() => open(bytes, limits))[0]!;

describe('ungzipped', () => {
  it('takes the wrapping off, and leaves other bytes as they are', () => {
    expect(Buffer.compare(open(gzipSync(content)).bytes, content)).toBe(0);
    expect(open(content).bytes).toBe(content);
  });

  it('joins several members', () => {
    const two = Buffer.concat([gzipSync(content), gzipSync(content.subarray(0, 8))]);
    expect(open(two).bytes.length).toBe(content.length + 8);
  });

  it.each([0, 1, 0xffffffff])('reads as much as there is when the trailer states %i', (size) => {
    const lying = gzipSync(content);
    lying.writeUInt32LE(size, lying.length - 4);
    expect(faultOf(lying)).toMatchObject({ code: 'gzip_malformed', pointer: '/labels' });
  });

  it('stops at the limit, whatever is stated', () => {
    const bomb = gzipSync(new Uint8Array(2 ** 20));
    bomb.writeUInt32LE(5, bomb.length - 4);
    const fault = faultOf(bomb, { ...DATASET_LIMITS, slack: 1000, ratio: 10 });
    expect(fault.code).toBe('unpacked_too_large');
    expect(fault.message).toMatch(/^\d+ bytes of gzip unpack to more than \d+, the most that is accepted$/);
    const honest = gzipSync(new Uint8Array(2 ** 20));
    expect(faultOf(honest, { ...DATASET_LIMITS, unpacked: 2 ** 20 - 1 }).code).toBe('unpacked_too_large');
    expect(open(honest, { ...DATASET_LIMITS, unpacked: 2 ** 20 }).bytes.length).toBe(2 ** 20);
  });

  it('refuses a damaged and a short stream, and one of nothing', () => {
    const whole = gzipSync(content);
    expect(faultOf(whole.subarray(0, whole.length - 20)).message).toContain('ends early');
    const damaged = Uint8Array.from(whole);
    damaged[20] = damaged[20]! ^ 0xff;
    expect(faultOf(damaged).code).toBe('gzip_malformed');
    expect(faultOf(gzipSync('')).code).toBe('part_empty');
  });
});
