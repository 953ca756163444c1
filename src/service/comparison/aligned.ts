import type { Row } from '../job.ts';

type Placed = Pick<Row, 'index'>;

/**
 * Several results side by side, one of each at a time, without holding more than that. All must have the same samples, by
 * ascending index: an error where one has a sample that another has not.
 */
export async function* aligned<Result extends Placed>(
  sources: readonly AsyncIterable<Result>[],
): AsyncGenerator<readonly Result[]> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    for (;;) {
      const next = await Promise.all(readers.map((reader) => reader.next()));
      if (next.every(({ done }) => done === true)) return;
      yield next.map((one, place) => {
        if (one.done === true) throw new Error(`results ${place} end before the others`);
        const [first] = next as IteratorYieldResult<Result>[];
        if (one.value.index === first!.value.index) return one.value;
        throw new Error(
          `results ${place} have sample ${one.value.index} where others have ${first!.value.index}`,
        );
      });
    }
  } finally {
    for (const reader of readers) await reader.return?.(undefined);
  }
}
