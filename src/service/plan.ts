import type { Chunk, SampleRange, Turn } from './job.ts';

/** Dataset indices that a range names: offset, offset + stride, … at most `limit` of them, below `count`. */
export function indicesOf(range: SampleRange): readonly number[] {
  return Array.from({ length: range.limit }, (_, place) => range.offset + place * range.stride);
}

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

/** Every place of the plan is in exactly one chunk. */
export function planChunks(jobId: string, total: number, size: number): readonly Chunk[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, ordinal) => ({
    id: `${jobId}-${ordinal}`,
    job_id: jobId,
    ordinal,
    first: ordinal * size,
    count: Math.min(size, total - ordinal * size),
  }));
}

export const jobOfChunk = (chunkId: string): string => chunkId.slice(0, chunkId.lastIndexOf('-'));

/** A turn's id in the queue. Adding the same turn again is a no-op there; the next turn of the chunk is another id. */
export const ticketOf = ({ id, turn }: Turn): string => `${id}.${turn}`;
export function readTicket(ticket: string): { chunkId: string; turn: number } {
  const dot = ticket.lastIndexOf('.');
  return { chunkId: ticket.slice(0, dot), turn: Number(ticket.slice(dot + 1)) };
}
