import { Refusal } from '../errors.ts';

export const MOST_ROWS = 50_000;

/** @throws Refusal('too_large') */
export function refuseTooMany(rows: number): void {
  if (rows > MOST_ROWS) throw new Refusal('too_large', `A log may have ${MOST_ROWS} rows; this one has more`);
}
