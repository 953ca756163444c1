/** The winner of an exhaustive vote, the lowest of equals, and by how many votes it wins, whoever else might. */
export interface VoteMargin {
  readonly leader: number;
  /** min over c ≠ leader of votes[leader] − votes[c] − [c < leader]: 0 at least. */
  readonly margin: number;
}

/**
 * Counts of exhaustive votes as a margin. If k votes may be cast otherwise and 2k ≤ margin, the leader still wins: it loses k votes
 * at most and another class gains k at most, and of equals the lower one wins, which is what [c < leader] holds back.
 *
 * Null without any vote: there is no leader. With a single class the margin is all its votes.
 */
export function voteMargin(votes: readonly number[]): VoteMargin | null {
  const most = votes.reduce((max, count) => Math.max(max, count), 0);
  if (most === 0) return null;
  const leader = votes.indexOf(most);
  const margins = votes.map((count, c) => most - count - (c < leader ? 1 : 0));
  margins[leader] = most;
  return { leader, margin: Math.min(...margins) };
}
