import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chunkIndices,
  chunkSize,
  evenSizes,
  fitRange,
  indicesOf,
  jobOfChunk,
  placeOf,
  planChunks,
  readTicket,
  taperedSizes,
  ticketOf,
} from '../../src/service/plan.ts';

const whole = (min: number, max: number) => fc.integer({ min, max });
const sum = (sizes: readonly number[]) => sizes.reduce((all, one) => all + one, 0);

describe('a plan', () => {
  it('has every place in exactly one chunk', () => {
    fc.assert(
      fc.property(
        whole(1, 3000),
        whole(1, 500),
        fc.constantFrom(evenSizes, taperedSizes),
        (total, size, sizesOf) => {
          const chunks = planChunks('job_x', sizesOf(total, size));
          const places = chunks.flatMap(({ first, count }) =>
            Array.from({ length: count }, (_, i) => first + i),
          );
          expect(places).toEqual(Array.from({ length: total }, (_, i) => i));
          expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_, i) => i));
          expect(new Set(chunks.map(({ id }) => id)).size).toBe(chunks.length);
        },
      ),
    );
  });

  it('ends in small chunks, so that no runner waits long for the last one', () => {
    expect(taperedSizes(1000, 40).slice(0, 3)).toEqual([40, 40, 40]);
    expect(
      taperedSizes(1000, 40)
        .slice(-4)
        .every((size) => size <= 5),
    ).toBe(true);
    fc.assert(
      fc.property(whole(1, 5000), whole(1, 300), (total, most) => {
        const sizes = taperedSizes(total, most);
        expect(sum(sizes)).toBe(total);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
        for (let i = 1; i < sizes.length; i++) expect(sizes[i]!).toBeLessThanOrEqual(sizes[i - 1]!);
        expect(sizes.at(-1)!).toBeLessThanOrEqual(Math.max(1, Math.floor(most / 8)));
      }),
    );
  });

  it('cuts between whole units where there are such', () => {
    expect(taperedSizes(1000, 200, 64)).toEqual([128, 128, 128, 128, 64, 64, 64, 64, 64, 64, 64, 40]);
    expect(taperedSizes(10, 4, 64)).toEqual([10]);
    fc.assert(
      fc.property(whole(1, 5000), whole(1, 300), whole(1, 100), (total, most, unit) => {
        const sizes = taperedSizes(total, most, unit);
        expect(sum(sizes)).toBe(total);
        expect(sizes.slice(0, -1).every((size) => size % unit === 0)).toBe(true);
        expect(Math.max(...sizes)).toBeLessThan(most + unit);
      }),
    );
  });

  it('knows the place of an index', () => {
    const range = { offset: 3, limit: 5, stride: 7 };
    expect(indicesOf(range).map((index) => placeOf(range, index))).toEqual([0, 1, 2, 3, 4]);
  });

  it('names the indices of a range, cut to the dataset', () => {
    expect(indicesOf(fitRange({ offset: 3, limit: 3, stride: 7 }, 100))).toEqual([3, 10, 17]);
    expect(indicesOf(fitRange({ offset: 90, stride: 4 }, 100))).toEqual([90, 94, 98]);
    expect(fitRange({ offset: 100, stride: 1 }, 100).limit).toBe(0);
    fc.assert(
      fc.property(whole(0, 60), whole(1, 60), whole(1, 9), whole(1, 50), (offset, limit, stride, count) => {
        const indices = indicesOf(fitRange({ offset, limit, stride }, count));
        const expected = Array.from({ length: limit }, (_, i) => offset + i * stride).filter(
          (index) => index < count,
        );
        expect(indices).toEqual(expected);
      }),
    );
  });

  it('names the indices of every chunk without those of the whole', () => {
    fc.assert(
      fc.property(whole(0, 60), whole(1, 200), whole(1, 9), whole(1, 40), (offset, limit, stride, size) => {
        const range = { offset, limit, stride };
        const chunks = planChunks('job_x', taperedSizes(limit, size));
        expect(chunks.flatMap((chunk) => chunkIndices(range, chunk))).toEqual(indicesOf(range));
      }),
    );
  });

  it('makes chunks of about the seconds asked for, of one sample at least', () => {
    expect(chunkSize(1000, 100, 2)).toBe(20);
    expect(chunkSize(10, 100_000, 2)).toBe(1);
  });

  it('reads a ticket back', () => {
    const turn = { ...planChunks('job_0-1', [4, 2])[1]!, turn: 12 };
    expect(readTicket(ticketOf(turn))).toEqual({ chunkId: 'job_0-1-1', turn: 12 });
    expect(jobOfChunk('job_0-1-1')).toBe('job_0-1');
  });
});
