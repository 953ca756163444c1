import { beforeAll, describe, expect, it } from 'vitest';
import {
  isPaused,
  type BatchSession,
  type Carry,
  type Certifier,
  type Problem,
  type Sample,
  type SampleSession,
  type Subject,
} from '../../src/certify/certifier.ts';
import { topClass, type Classifier } from '../../src/certify/classifier.ts';
import { VERDICTS, type Outcome } from '../../src/certify/outcome.ts';
import { key } from '../certify/numbers.ts';
import { roundLaws } from './certifier/rounds.ts';

/** A model with a known answer. */
export interface KnownProblem {
  readonly problem: Problem;
  readonly samples: readonly Sample[];
  subject(batch: number): Promise<Subject>;
  /** The class the method must find, if any, and the largest radius that is true, if finite. */
  truth(sample: Sample): { readonly class: number; readonly radius: number };
}

type Named = { readonly name: string };

/** Certifies without a pause. */
export async function outcomeOf(session: SampleSession, sample: Sample): Promise<Outcome> {
  const result = await session.certify(sample);
  if (isPaused(result)) throw new Error('laid aside unasked');
  return result;
}

/** A subject for methods that look at nothing but the classifier. */
export const classifying = (classifier: Classifier): Subject => ({
  classifier,
  model: () => Promise.reject(new Error('there is no graph')),
  evaluator: {
    provenance: { engine: '', version: '', provider: '', threads: 1, optimization: '', platform: '' },
    load: () => Promise.reject(new Error('there is no engine')),
  },
});

/** Samples in the first rows of a batch, with the plain model's classes. */
async function rowsOf(classifier: Classifier, samples: readonly Sample[]) {
  const size = samples[0]!.values.length;
  const input = new Float32Array(classifier.batch * size);
  for (const [row, { values }] of samples.entries()) input.set(values, row * size);
  const logits = await classifier.logits(input);
  return samples.map((sample, row) => ({ sample, row, base: topClass(logits, row, classifier.classes) }));
}

/** Certifies sample after sample, or batch after batch. */
async function outcomesOf(
  session: SampleSession | BatchSession,
  classifier: Classifier,
  samples: readonly Sample[],
): Promise<Outcome[]> {
  const all: Outcome[] = [];
  if (session.unit === 'sample') {
    for (const sample of samples) all.push(await outcomeOf(session, sample));
    return all;
  }
  for (let first = 0; first < samples.length; first += classifier.batch) {
    const rows = await rowsOf(classifier, samples.slice(first, first + classifier.batch));
    all.push(...(await session.certify(rows)));
  }
  return all;
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

  const opened = async (batch: number) => {
    const subject = await known.subject(batch);
    return { session: await certifier.open(settled, subject, seed), classifier: subject.classifier };
  };
  const outcomes = async (batch: number, samples = known.samples) => {
    const { session, classifier } = await opened(batch);
    return outcomesOf(session, classifier, samples);
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

    it('works in the units that it says', async () => {
      expect((await opened(7)).session.unit).toBe(certifier.unit);
    });

    it('settles to something that its own schema reads back unchanged', () => {
      expect(certifier.settled.parse(JSON.parse(JSON.stringify(settled)))).toEqual(settled);
    });

    it('refuses a parameter that it does not know', () => {
      expect(certifier.request.safeParse({ ...(written as object), sigmma: 1 }).success).toBe(false);
    });

    it('says what it guarantees', () => {
      const guarantee = certifier.guarantee(settled);
      if (guarantee.kind === 'probabilistic') {
        expect(guarantee.confidence).toBeGreaterThan(0.5);
        expect(guarantee.confidence).toBeLessThan(1);
      } else expect(guarantee.confidence).toBeUndefined();
    });

    if (certifier.unit === 'sample') sampleLaws();
    else batchLaws();

    function sampleLaws(): void {
      const session = async (batch: number) => (await opened(batch)).session as SampleSession;

      it.each([1, 64])('answers the same in batches of %i', async (batch) => {
        expect(await outcomes(batch)).toEqual(found.map(({ outcome }) => outcome));
      });

      it('answers the same in another order', async () => {
        const backwards = await outcomes(7, known.samples.toReversed());
        expect(backwards.toReversed()).toEqual(found.map(({ outcome }) => outcome));
      });

      const rounds = certifier.rounds?.(settled) ?? null;
      /** Passes of a sample: as many as said, or fewer where it may leave early. */
      const expectPasses = (passes: number) => {
        if (rounds === null) expect(passes).toBe(certifier.passes(settled));
        else expect(passes).toBeLessThanOrEqual(certifier.passes(settled));
      };

      it('reports as many passes as it said it would take, and whole batches with those in vain', async () => {
        let [passes, unused] = [0, 0];
        const progress = (more: number, vain = 0) => {
          passes += more;
          unused += vain;
          expect(more + vain).toBe(7);
        };
        await (await session(7)).certify(known.samples[0]!, { progress });
        expectPasses(passes);
        expect((passes + unused) % 7).toBe(0);
      });

      it('laid aside at every chance, ends the same in as many passes', async () => {
        const { sample, outcome } = found.at(-1)!;
        let carried: Carry | null = null;
        let passes = 0;
        let pauses = 0;
        for (;;) {
          const result = await (
            await session(40)
          ).certify(sample, { carried, pause: () => true, progress: (more) => (passes += more) });
          if (!isPaused(result)) {
            expect(result).toEqual(outcome);
            break;
          }
          carried = JSON.parse(JSON.stringify(result.carry)) as Carry;
          pauses++;
        }
        expectPasses(passes);
        if (passes > 80) expect(pauses).toBeGreaterThan(0);
      });

      if (rounds) roundLaws(certifier, settled, known, () => found);
    }

    function batchLaws(): void {
      it('answers the same bits for a row, whichever other rows of the batch are there', async () => {
        const { session, classifier } = await opened(known.samples.length);
        const rows = await rowsOf(classifier, known.samples);
        const certify = (some: typeof rows) => (session as BatchSession).certify(some);
        const whole = await certify(rows);
        const alone = await Promise.all(rows.map(async (row) => (await certify([row]))[0]!));
        expect(alone).toEqual(whole);
        expect((await certify(rows.toReversed())).toReversed()).toEqual(whole);
        const odd = rows.filter((_, i) => i % 2 === 1);
        expect(await certify(odd)).toEqual(whole.filter((_, i) => i % 2 === 1));
      });

      it('states the same verdicts in batches of one, and radii that hold', async () => {
        const singly = await outcomes(1);
        expect(singly.map(({ verdict }) => verdict)).toEqual(found.map(({ outcome }) => outcome.verdict));
        for (const [i, { radius }] of singly.entries())
          expect(radius ?? 0).toBeLessThanOrEqual(known.truth(known.samples[i]!).radius);
      });

      it('takes no more passes than it said it would', async () => {
        const { session, classifier } = await opened(known.samples.length);
        let passes = 0;
        const watch = { progress: (more: number) => (passes += more) };
        await (session as BatchSession).certify(await rowsOf(classifier, known.samples), watch);
        expect(passes).toBeGreaterThan(0);
        expect(passes).toBeLessThanOrEqual(certifier.passes(settled) * known.samples.length);
      });

      it('finds nothing wrong with itself', async () => {
        const { session, classifier } = await opened(known.samples.length);
        const rows = await rowsOf(classifier, known.samples);
        expect((await (session as BatchSession).probe?.(rows)) ?? null).toBe(null);
      });
    }
  });
}
