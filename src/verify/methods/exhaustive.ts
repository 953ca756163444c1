import type { Row } from '../certificate.ts';
import { step, type Report } from '../finding.ts';
import { listOf, orNull, whole, type Shape } from '../shape.ts';
import { expectSame } from '../tolerance.ts';
import { numberIn, numbersIn } from './rules.ts';

/** Evidence of votes that every way to show a sample casts once. */
export const POLL = (classes: number): Readonly<Record<string, Shape>> => ({
  leader: orNull(whole(0, classes - 1)),
  margin: orNull(whole()),
  votes: listOf(whole(), classes, classes),
  uncounted: whole(),
  copies: whole(1),
});

/** Whether votes, leader, margin and verdict agree. Answers the margin, or null where nobody leads. */
export function checkPoll(row: Row, copies: number, path: string, report: Report): number | null {
  const { evidence } = row;
  const at = (key: string) => step(step(path, 'evidence'), key);
  const votes = numbersIn(evidence, 'votes');
  expectSame(evidence['copies'], copies, at('copies'), report);
  const counted = votes.reduce((sum, one) => sum + one, 0);
  expectSame(counted + numberIn(evidence, 'uncounted'), copies, at('votes'), report, 'count_impossible');
  const most = Math.max(...votes);
  const leader = most === 0 ? null : votes.indexOf(most);
  const margin = leader === null ? null : marginOf(votes, leader);
  expectSame(evidence['leader'], leader, at('leader'), report);
  expectSame(evidence['margin'], margin, at('margin'), report);
  expectSame(row.prediction, leader, step(path, 'prediction'), report);
  const verdict = leader === null ? 'undecided' : 'certified';
  expectSame(row.verdict, verdict, step(path, 'verdict'), report, 'verdict_wrong');
  return margin;
}

/** By how many votes the first of the largest wins: of equals the lower class does. */
function marginOf(votes: readonly number[], leader: number): number {
  const behind = votes.map((count, label) => votes[leader]! - count - (label < leader ? 1 : 0));
  return Math.min(...behind.filter((_, label) => label !== leader), votes[leader]!);
}
