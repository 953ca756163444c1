import { describe, expect, it } from 'vitest';
import { countVotes as countOrPause, leader, type Ballot } from '../../../src/certify/voting/votes.ts';
import { isPaused } from '../../../src/certify/certifier.ts';
import { rowClassifier, stepClassifier } from '../synthetic.ts';
import { placedAt } from './placed.ts';

const ballot = { placed: placedAt(7, 1), size: 1, sample: 3, n0: 50, n: 333 };

async function countVotes(one: Ballot) {
  const votes = await countOrPause(one);
  if (isPaused(votes)) throw new Error('laid aside unasked');
  return votes;
}

const sum = (votes: readonly number[]) => votes.reduce((a, b) => a + b, 0);

describe('countVotes', () => {
  it('counts every draw once, in its stage', async () => {
    const votes = await countVotes({ ...ballot, classifier: stepClassifier(16, 0.5) });
    expect([sum(votes.selection), sum(votes.estimation)]).toEqual([50, 333]);
  });

  it.each([1, 7, 50, 64, 1000])('counts the same in batches of %i', async (batch) => {
    const expected = await countVotes({ ...ballot, classifier: stepClassifier(16, 0.5) });
    expect(await countVotes({ ...ballot, classifier: stepClassifier(batch, 0.5) })).toEqual(expected);
  });

  it('fills every batch with noise of the grid, and leaves no garbage in the last', async () => {
    const seen: number[] = [];
    const spy = rowClassifier(100, 2, [1], (row) => {
      seen.push(row[0]!);
      return [1, 0];
    });
    await countVotes({ ...ballot, classifier: spy });
    expect(seen.length).toBe(400);
    expect(seen.every((x) => Number.isInteger(x * 16))).toBe(true);
    expect(new Set(seen.slice(383)).size).toBeGreaterThan(2);
  });

  it('estimates with fresh draws', async () => {
    const seen: number[] = [];
    const spy = rowClassifier(10, 2, [1], (row) => {
      seen.push(row[0]!);
      return [1, 0];
    });
    await countVotes({ ...ballot, n0: 100, n: 100, classifier: spy });
    expect(seen.slice(0, 100)).not.toEqual(seen.slice(100));
  });

  it('does not count ties and NaN', async () => {
    const tie = rowClassifier(8, 2, [1], (row) =>
      row[0]! > 0.5 ? [1, 1] : row[0]! > 0.25 ? [NaN, 0] : [0, 1],
    );
    const { estimation } = await countVotes({ ...ballot, classifier: tie });
    expect(estimation[0]).toBe(0);
    expect(estimation[1]).toBeGreaterThan(0);
    expect(estimation[1]).toBeLessThan(333);
  });

  it('reports the draws as they are done, without the filling', async () => {
    const reported: number[] = [];
    await countOrPause(
      { ...ballot, classifier: stepClassifier(100, 0.5) },
      { progress: (passes) => reported.push(passes) },
    );
    expect(reported).toEqual([100, 100, 100, 83]);
  });

  it('rejects an answer of the wrong size', async () => {
    const short = { ...stepClassifier(4, 0.5), logits: () => Promise.resolve(new Float32Array(7)) };
    await expect(countVotes({ ...ballot, classifier: short })).rejects.toThrow('7 logits for 4 × 2');
  });
});

describe('a count laid aside', () => {
  const classifier = stepClassifier(16, 0.5);

  it('has done a batch at least, and goes on where it was, with another batch size too', async () => {
    const first = await countOrPause({ ...ballot, classifier }, { pause: () => true });
    if (!isPaused(first)) throw new Error('went on');
    expect(first.carry).toMatchObject({ drawn: 16 });
    const rest = await countOrPause(
      { ...ballot, classifier: stepClassifier(100, 0.5) },
      { carried: first.carry },
    );
    expect(rest).toEqual(await countVotes({ ...ballot, classifier }));
  });

  it('rejects what is not a count', async () => {
    const carried = { selection: [1, -1], estimation: [], drawn: 3 };
    await expect(countOrPause({ ...ballot, classifier }, { carried })).rejects.toThrow();
  });
});

describe('leader', () => {
  it('is the lowest of equals, and nobody without a vote', () => {
    expect(leader([1, 5, 5])).toBe(1);
    expect(leader([0, 0])).toBe(null);
  });
});
