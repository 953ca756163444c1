import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aligned } from '../../../src/service/comparison/aligned.ts';

interface Placed {
  readonly index: number;
  readonly of: number;
}

/** Yields a source's entries, counting those that were asked for and not yet paired, and whether it was left. */
async function* source(indices: readonly number[], of: number, seen: { read: number; left: number }) {
  try {
    for (const index of indices) {
      seen.read++;
      yield { index, of };
    }
  } finally {
    seen.left++;
  }
}

async function all(sources: readonly AsyncIterable<Placed>[]): Promise<(readonly Placed[])[]> {
  const found: (readonly Placed[])[] = [];
  for await (const rows of aligned(sources)) found.push(rows);
  return found;
}

const indices = fc.uniqueArray(fc.nat(200), { maxLength: 20 }).map((some) => some.sort((a, b) => a - b));

describe('aligned results', () => {
  it('are all of them, each with its own, in order', async () => {
    await fc.assert(
      fc.asyncProperty(indices, fc.integer({ min: 1, max: 4 }), async (some, count) => {
        const seen = { read: 0, left: 0 };
        const found = await all(Array.from({ length: count }, (_, of) => source(some, of, seen)));
        expect(found).toEqual(some.map((index) => Array.from({ length: count }, (_, of) => ({ index, of }))));
        expect(seen.left).toBe(count);
      }),
      { numRuns: 50 },
    );
  });

  it('are read one at a time, and let go of when they are left', async () => {
    const seen = { read: 0, left: 0 };
    for await (const rows of aligned([source([1, 2, 3], 0, seen), source([1, 2, 3], 1, seen)])) {
      if (rows[0]!.index === 2) break;
      expect(seen.read).toBe(2);
    }
    expect(seen).toEqual({ read: 4, left: 2 });
  });

  it.each([
    ['a sample is missing in the middle', [1, 2, 3], [1, 3]],
    ['one has another sample', [1, 2, 3], [1, 4, 5]],
    ['one ends early', [1, 2, 3], [1, 2]],
    ['the first ends early', [1], [1, 2]],
    ['one is empty', [], [1]],
  ])('are an error where %s', async (_, one, other) => {
    const seen = { read: 0, left: 0 };
    await expect(all([source(one, 0, seen), source(other, 1, seen)])).rejects.toThrow(/results [01]/);
    expect(seen.left).toBe(2);
  });
});
