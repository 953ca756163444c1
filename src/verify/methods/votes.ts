import type { Row } from '../certificate.ts';
import type { Report } from '../finding.ts';
import type { Law } from './law.ts';

/** How votes are counted: members of every settled method that draws. */
export interface Voting {
  readonly task: 'certify' | 'predict';
  readonly n0?: number;
  readonly n?: number;
  readonly max_n?: number;
  readonly target?: { readonly radius?: number; readonly width?: number };
  readonly alpha: number;
  readonly alpha_rival?: number;
}

/** The parts of α for the lower bound and for the upper bound of a class, of which a run with a cap spends two. */
export function shares({ alpha, alpha_rival: rival = 0, max_n: cap }: Voting): {
  lower: number;
  rival: number;
} {
  return { lower: alpha - (cap === undefined ? 1 : 2) * rival, rival };
}

/** Whether a row follows from the votes in its evidence. */
export type VotingCheck = (row: Row, voting: Voting, law: Law, path: string, report: Report) => void;
