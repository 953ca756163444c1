import type { Chunk, SampleRange, Turn } from './job.ts';

/** Dataset indices that a range names: offset, offset + stride, … at most `limit` of them, below `count`. */
export function indicesOf(range: SampleRange): readonly number[] {
  return Array.from({ length: range.limit }, (_, place) => range.offset + place * range.stride);
}

/** Dataset indices of a chunk, without those of the rest of the job: it may be of millions. */
export const chunkIndices = ({ offset, stride }: SampleRange, { first, count }: Chunk): readonly number[] =>
  indicesOf({ offset: offset + first * stride, limit: count, stride });

/** The place of a dataset index in the job's plan. */
export const placeOf = ({ offset, stride }: SampleRange, index: number): number => (index - offset) / stride;

/** The range cut to the dataset: `limit` becomes the number of samples there are. Zero when the offset is beyond the end. */
export function fitRange(
  asked: { readonly offset: number; readonly limit?: number | undefined; readonly stride: number },
  count: number,
): SampleRange {
  const there = Math.max(0, Math.ceil((count - asked.offset) / asked.stride));
  return { offset: asked.offset, limit: Math.min(asked.limit ?? there, there), stride: asked.stride };
}

/** Samples in a chunk so that it is about `seconds` of work for one runner. */
export function chunkSize(rate: number, passesPerSample: number, seconds: number): number {
  return Math.max(1, Math.floor((seconds * rate) / passesPerSample));
}

/** Shares of what is left that a chunk may be at most: so the last chunks are small, and all runners end together. */
const SHARES = 8;

/**
 * Sizes of a job's chunks: about `most` each, and less towards the end, down to `fewest`; whole multiples of `unit`, but for
 * the last. They sum to `total`.
 * Reference: C. Polychronopoulos, D. Kuck 1987, guided self-scheduling.
 */
export function taperedSizes(
  total: number,
  most: number,
  unit = 1,
  fewest = Math.max(1, Math.floor(most / SHARES)),
): readonly number[] {
  const whole = (size: number) => Math.ceil(size / unit) * unit;
  const least = whole(fewest);
  const sizes: number[] = [];
  for (let left = total; left > 0; left -= sizes.at(-1)!) {
    const size = Math.max(least, whole(Math.min(most, Math.ceil(left / SHARES))));
    sizes.push(Math.min(left, size));
  }
  return sizes;
}

/** Sizes that are all the same, but for the last. */
export const evenSizes = (total: number, size: number): readonly number[] =>
  Array.from({ length: Math.ceil(total / size) }, (_, ordinal) => Math.min(size, total - ordinal * size));

/** Chunks of these sizes, one after the other: every place of the plan is in exactly one. */
export function planChunks(jobId: string, sizes: readonly number[]): readonly Chunk[] {
  let first = 0;
  return sizes.map((count, ordinal) => {
    const chunk = { id: `${jobId}-${ordinal}`, job_id: jobId, ordinal, first, count };
    first += count;
    return chunk;
  });
}

export const jobOfChunk = (chunkId: string): string => chunkId.slice(0, chunkId.lastIndexOf('-'));

/** A turn's id in the queue. Adding the same turn again is a no-op there; the next turn of the chunk is another id. */
export const ticketOf = ({ id, turn }: Turn): string => `${id}.${turn}`;
export function readTicket(ticket: string): { chunkId: string; turn: number } {
  const dot = ticket.lastIndexOf('.');
  return { chunkId: ticket.slice(0, dot), turn: Number(ticket.slice(dot + 1)) };
}
