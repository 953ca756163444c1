import type { Report } from './finding.ts';

/**
 * How far a stated number may be from the one computed here. Those that certify are rounded down by the certifier, so that more
 * than the own number is an overstatement: by 10^−9 of it, which is what two computations in doubles may differ by. Less is
 * allowed by 10^−6. Both also by 10^−12 of the scale that the number is measured on, for what is left of nothing.
 */
export const TOLERANCE = { over: 1e-9, under: 1e-6, absolute: 1e-12 } as const;

/** A number that certifies more the larger it is. */
export function expectFromBelow(stated: number, own: number, path: string, report: Report, scale = 1): void {
  const room = TOLERANCE.absolute * scale;
  if (stated > own * (1 + TOLERANCE.over) + room) say('overstated', stated, own, path, report);
  else if (stated < own * (1 - TOLERANCE.under) - room) say('understated', stated, own, path, report);
}

/** One that certifies more the smaller it is: an upper bound, an allowance, a p-value. */
export function expectFromAbove(stated: number, own: number, path: string, report: Report, scale = 1): void {
  const room = TOLERANCE.absolute * scale;
  if (stated < own * (1 - TOLERANCE.over) - room) say('overstated', stated, own, path, report);
  else if (stated > own * (1 + TOLERANCE.under) + room) say('understated', stated, own, path, report);
}

/** A probability from below: what it leaves to 1 is held to its own digits too. */
export function expectLowerChance(
  stated: number,
  { p, q }: { readonly p: number; readonly q: number },
  path: string,
  report: Report,
): void {
  expectFromBelow(stated, p, path, report);
  const left = 1 - stated;
  if (left < q * (1 - 1e-7) - 4e-16) say('overstated', stated, p, path, report);
}

const say = (code: 'overstated' | 'understated', stated: number, own: number, path: string, report: Report) =>
  report(
    path,
    code,
    `${stated} is stated, and ${own} follows: it claims ${code === 'overstated' ? 'more' : 'less'} than its evidence gives`,
  );

/** A value that follows exactly. */
export function expectSame(
  stated: unknown,
  own: unknown,
  path: string,
  report: Report,
  code = 'inconsistent',
): void {
  if (Object.is(stated, own) || stated === own || JSON.stringify(stated) === JSON.stringify(own)) return;
  report(
    path,
    code,
    `${JSON.stringify(stated) ?? 'nothing'} is stated, and ${JSON.stringify(own) ?? 'nothing'} follows`,
  );
}
