import { describe, expect, it } from 'vitest';
import type { Guarantee } from '../../src/certify/certifier.ts';
import { DatasetEvidence } from '../../src/certify/dataset-statement.ts';
import { clopperPearsonLower } from '../../src/certify/statistics/clopper-pearson.ts';
import { jointAllowance } from '../../src/certify/statistics/joint-allowance.ts';
import { nextDown } from '../../src/certify/statistics/rounding.ts';

const chance = (confidence: number): Guarantee => ({
  kind: 'probabilistic',
  confidence,
  per: 'sample',
  arithmetic: 'float32',
});
const NO_CHANCE: Guarantee = { kind: 'deterministic', per: 'sample', arithmetic: 'float32' };

describe('the statement', () => {
  const evidence = new DatasetEvidence(chance(0.999), 1000, 0.001);

  it('is the count less the allowance, rounded down', () => {
    const q = jointAllowance(1000, 0.001, 0.001);
    expect(evidence.statements(1000, 900).statement).toMatchObject({
      confidence: 0.999,
      false_certificates_at_most: q,
      of: 1000,
    });
    for (const right of [0, 1, q, q + 1, 500, 1000]) {
      const { share } = evidence.prove(right);
      // share · 2^64 is whole, and so is compared exactly
      expect(BigInt(share * 2 ** 64) * 1000n <= BigInt(Math.max(0, right - q)) << 64n).toBe(true);
      expect(share).toBeCloseTo(Math.max(0, right - q) / 1000, 14);
    }
  });

  it('says in words what it speaks of, and what a missing row counts for', () => {
    const whole = evidence.statements(1000, 900).statement.text;
    expect(whole).toContain('With confidence 0.999, at most 5 of all certificates and predicted classes');
    expect(whole).toContain('of these 1000 samples are false');
    expect(whole).toContain('these samples alone');
    expect(evidence.statements(990, 900).statement.text).toContain(
      'the 1000 samples planned (10 of them without a result, counted as not right)',
    );
  });

  it('allows for nothing where chance plays no part', () => {
    const { statement } = new DatasetEvidence(NO_CHANCE, 1000, 0.001).statements(1000, 900);
    expect(statement).toMatchObject({ confidence: null, false_certificates_at_most: 0 });
    expect(statement.clean_accuracy).toBe(nextDown(0.9)); // the double 0.9 is above 9/10
    expect(statement.text).not.toContain('confidence');
  });

  it('proves nothing of a count without labels', () => {
    const { statement, population } = evidence.statements(1000, null);
    expect([statement.clean_accuracy, population.clean_accuracy]).toEqual([null, null]);
    expect(statement.false_certificates_at_most).toBe(5);
  });

  it('is proved at the confidence that it states, wherever doubles are coarse', () => {
    for (const delta of [1e-300, 1e-17, 0.1, 0.3, 0.5 - 2 ** -54]) {
      const { statement } = new DatasetEvidence(chance(0.9), 100, delta).statements(100, 90);
      expect(statement.confidence).toBeLessThan(1);
      expect(statement.false_certificates_at_most).toBe(jointAllowance(100, 0.1, 1 - statement.confidence!));
    }
  });

  it('takes α for no less than it is where the confidence was rounded', () => {
    // An α of up to 3·2^−54 is stated as the double below 1, and one of 10^8 is then false with probability 1.7e-8.
    const { statement } = new DatasetEvidence(chance(nextDown(1)), 1e8, 1.5e-8).statements(0, 0);
    expect(statement.false_certificates_at_most).toBe(1);
  });

  it.each([0, 0.5, -1, 1, NaN])('refuses δ = %d', (delta) => {
    expect(() => new DatasetEvidence(NO_CHANCE, 10, delta)).toThrow(RangeError);
  });

  it('refuses more right samples than were planned, and chance without a confidence', () => {
    expect(() => evidence.prove(1001)).toThrow(RangeError);
    const { confidence: _, ...unsaid } = chance(0.9);
    expect(() => new DatasetEvidence(unsaid, 10, 0.1)).toThrow(RangeError);
  });
});

describe('what is inferred of a population', () => {
  it('is kept apart from it, in words and in numbers', () => {
    const { population, statement } = new DatasetEvidence(NO_CHANCE, 1000, 0.01).statements(1000, 900);
    expect(population.clean_accuracy).toBe(clopperPearsonLower(900, 1000, 1 - population.confidence));
    expect(population.clean_accuracy).toBeLessThan(statement.clean_accuracy!);
    expect(population.text).toContain('inputs that were not tested, and only if the samples were drawn');
    expect(population.text).toContain('confidence 0.99 at one radius chosen beforehand');
    expect(population.text).toContain('"statement" speaks of these samples alone');
  });

  it('costs α itself, not the allowance of the samples', () => {
    const with999 = new DatasetEvidence(chance(0.999), 1000, 0.01).prove(900).population;
    const without = new DatasetEvidence(NO_CHANCE, 1000, 0.01).prove(900).population;
    expect(without - with999).toBeGreaterThan(0);
    expect(without - with999).toBeLessThan(0.001);
  });
});
