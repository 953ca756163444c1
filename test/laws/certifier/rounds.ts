import { expect, it } from 'vitest';
import {
  isPaused,
  type Carry,
  type Certifier,
  type Sample,
  type SampleSession,
} from '../../../src/certify/certifier.ts';
import type { Outcome } from '../../../src/certify/outcome.ts';
import { key } from '../../certify/numbers.ts';
import type { KnownProblem } from '../certifier.ts';

type Named = { readonly name: string };

/** A method whose statements hold at every moment: round by round, and with the cap moved. */
export function roundLaws<Request extends Named, Settled extends Named>(
  certifier: Certifier<Request, Settled>,
  settled: Settled,
  known: KnownProblem,
  found: () => readonly { readonly sample: Sample; readonly outcome: Outcome }[],
): void {
  /** All results of a sample on its way, the last one its outcome; every round in a session of its own. */
  const resultsOf = async (method: Settled, sample: Sample, begun: Carry | null = null) => {
    const results: Outcome[] = [];
    let carried = begun;
    for (const limit of certifier.rounds!(method)!) {
      const session = (await certifier.open(method, await known.subject(16), key(2026))) as SampleSession;
      const result = await session.certify(sample, { carried, limit });
      results.push(isPaused(result) ? result.interim! : result);
      if (!isPaused(result)) return results;
      carried = JSON.parse(JSON.stringify(result.carry)) as Carry;
    }
    throw new Error('the last round did not end the sample');
  };

  it('has rounds that grow up to all passes', () => {
    const rounds = certifier.rounds!(settled)!;
    expect([...rounds].sort((a, b) => a - b)).toEqual(rounds);
    expect(rounds.at(-1)).toBe(certifier.passes(settled));
  });

  it('ends the same in rounds; what is stated on the way is true, carried by JSON and never shrinks', async () => {
    for (const { sample, outcome } of found()) {
      const results = await resultsOf(settled, sample);
      expect(results.at(-1)).toEqual(outcome);
      const radii = results.map(({ radius }) => radius ?? 0);
      expect([...radii].sort((a, b) => a - b)).toEqual(radii);
      for (const result of results) {
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        if (result.verdict !== 'certified') continue;
        expect(result.prediction).toBe(known.truth(sample).class);
        expect(result.radius).toBeLessThanOrEqual(known.truth(sample).radius);
      }
    }
  });

  it('extended from any smaller cap, ends as at the larger one at once', async () => {
    const extended = certifier.extend!(settled, 3 * certifier.passes(settled), known.problem.shape);
    if (!('settled' in extended)) throw new Error(JSON.stringify(extended.obstacles));
    let resumed = 0;
    for (const { sample, outcome } of found()) {
      const carry = certifier.resume!(extended.settled, JSON.parse(JSON.stringify(outcome)) as Outcome);
      const atOnce = (await resultsOf(extended.settled, sample)).at(-1);
      if (carry === null) expect(outcome).toEqual(atOnce);
      else {
        resumed++;
        expect((await resultsOf(extended.settled, sample, carry)).at(-1)).toEqual(atOnce);
        expect(atOnce!.radius ?? 0).toBeGreaterThanOrEqual(outcome.radius ?? 0);
      }
    }
    expect(resumed).toBeGreaterThan(0);
  });

  it('draws the same noise whatever the cap', () => {
    const extended = certifier.extend!(settled, 3 * certifier.passes(settled), known.problem.shape);
    const keyed = (method: Settled) => certifier.keyed!(method);
    if ('settled' in extended) expect(keyed(extended.settled)).toEqual(keyed(settled));
  });
}
