import { beforeAll, describe, expect, it } from 'vitest';
import {
  isPaused,
  type Carry,
  type Certifier,
  type Problem,
  type Sample,
  type Session,
} from '../../src/certify/certifier.ts';
import type { Classifier } from '../../src/certify/classifier.ts';
import { VERDICTS, type Outcome } from '../../src/certify/outcome.ts';
import { key } from '../certify/numbers.ts';

/** A model with a known answer. */
export interface KnownProblem {
  readonly problem: Problem;
  readonly samples: readonly Sample[];
  classifier(batch: number): Classifier;
  /** The class the method must find, if any, and the largest radius that is true, if finite. */
  truth(sample: Sample): { readonly class: number; readonly radius: number };
}

type Named = { readonly name: string };

/** Certifies without a pause. */
export async function outcomeOf(session: Session, sample: Sample): Promise<Outcome> {
  const result = await session.certify(sample);
  if (isPaused(result)) throw new Error('laid aside unasked');
  return result;
}

/** Never wrong *and* sometimes useful; the same outcomes whatever the batch, the order and the repetition. */
export function certifierLaws<Request extends Named, Settled extends Named>(
  certifier: Certifier<Request, Settled>,
  written: unknown,
  known: KnownProblem,
): void {
  const answer = certifier.settle(certifier.request.parse(written), known.problem);
  if (!('settled' in answer)) throw new Error(JSON.stringify(answer.obstacles));
  const { settled } = answer;
  const seed = key(2026);

  const outcomes = async (batch: number, samples = known.samples) => {
    const session = await certifier.open(settled, known.classifier(batch), seed);
    const all: Outcome[] = [];
    for (const sample of samples) all.push(await outcomeOf(session, sample));
    return all;
  };

  describe(`${certifier.name}: ${JSON.stringify(written)}`, () => {
    let found: readonly { sample: Sample; outcome: Outcome }[] = [];
    beforeAll(async () => {
      const all = await outcomes(7);
      found = known.samples.map((sample, i) => ({ sample, outcome: all[i]! }));
    });
    const certified = () => found.filter(({ outcome }) => outcome.verdict === 'certified');

    it('is never wrong', () => {
      const wrong = certified().filter(({ sample, outcome }) => {
        const truth = known.truth(sample);
        return outcome.prediction !== truth.class || outcome.radius! > truth.radius;
      });
      expect(wrong).toEqual([]);
    });

    it('is sometimes useful: certifies most samples, some beyond half of what is true', () => {
      expect(certified().length).toBeGreaterThan(known.samples.length / 2);
      expect(
        certified().some(({ sample, outcome }) => outcome.radius! > known.truth(sample).radius / 2),
      ).toBe(true);
    });

    it('does not certify everything, on a problem with a sample at the border', () => {
      expect(certified().length).toBeLessThan(known.samples.length);
    });

    it('states a radius exactly when it certifies, and a reason when it says nothing', () => {
      for (const { outcome } of found) {
        expect(VERDICTS).toContain(outcome.verdict);
        expect(outcome.radius !== null).toBe(outcome.verdict === 'certified');
        if (outcome.verdict === 'abstained') expect(outcome.prediction).toBe(null);
        if (['abstained', 'undecided'].includes(outcome.verdict)) expect(outcome.reason).toBeTruthy();
      }
    });

    it('answers what JSON can carry', () => {
      for (const { outcome } of found) expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
    });

    it.each([1, 64])('answers the same in batches of %i', async (batch) => {
      expect(await outcomes(batch)).toEqual(found.map(({ outcome }) => outcome));
    });

    it('answers the same in another order', async () => {
      const backwards = await outcomes(7, known.samples.toReversed());
      expect(backwards.toReversed()).toEqual(found.map(({ outcome }) => outcome));
    });

    it('reports as many passes as it said it would take', async () => {
      const session = await certifier.open(settled, known.classifier(7), seed);
      let passes = 0;
      await session.certify(known.samples[0]!, { progress: (more) => (passes += more) });
      expect(passes).toBe(certifier.passes(settled));
    });

    it('laid aside at every chance, ends the same in as many passes', async () => {
      const { sample, outcome } = found.at(-1)!;
      let carried: Carry | null = null;
      let passes = 0;
      let pauses = 0;
      for (;;) {
        const session = await certifier.open(settled, known.classifier(40), seed);
        const result = await session.certify(sample, {
          carried,
          pause: () => true,
          progress: (more) => (passes += more),
        });
        if (!isPaused(result)) {
          expect(result).toEqual(outcome);
          break;
        }
        carried = JSON.parse(JSON.stringify(result.carry)) as Carry;
        pauses++;
      }
      expect(passes).toBe(certifier.passes(settled));
      if (passes > 80) expect(pauses).toBeGreaterThan(0);
    });

    it('settles to something that its own schema reads back unchanged', () => {
      expect(certifier.settled.parse(JSON.parse(JSON.stringify(settled)))).toEqual(settled);
    });

    it('refuses a parameter that it does not know', () => {
      expect(certifier.request.safeParse({ ...(written as object), sigmma: 1 }).success).toBe(false);
    });

    it('says what it guarantees', () => {
      const guarantee = certifier.guarantee(settled);
      if (guarantee.kind === 'probabilistic') expect(guarantee.confidence).toBeGreaterThan(0.5);
      if (guarantee.kind === 'probabilistic') expect(guarantee.confidence).toBeLessThan(1);
    });
  });
}
