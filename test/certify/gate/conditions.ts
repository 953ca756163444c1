import type { Guarantee } from '../../../src/certify/certifier.ts';
import type { GateRequest } from '../../../src/certify/gate/gate.ts';
import type { GateProblem } from '../../../src/certify/gate/settle.ts';
import type { SummaryRow } from '../../../src/certify/summary.ts';

export const chance = (confidence: number): Guarantee => ({
  kind: 'probabilistic',
  confidence,
  per: 'sample',
  arithmetic: 'float32',
});
export const NO_CHANCE: Guarantee = { kind: 'deterministic', per: 'sample', arithmetic: 'float32' };

/** A job by smoothing that can get radii up to 1. */
export const problem = (changes: Partial<GateProblem> = {}): GateProblem => ({
  guarantee: chance(0.999),
  norm: 'l2',
  largestRadius: 1,
  planned: 100,
  labelled: true,
  ...changes,
});

export const accuracy = (radius: number, min: number): GateRequest => ({
  metric: 'certified_accuracy',
  radius,
  min,
  of: 'samples',
  delta: 0.001,
  stop: true,
});

export const rightAt = (radius: number): SummaryRow => ({
  label: 1,
  prediction: 1,
  base_prediction: 1,
  correct: true,
  verdict: 'certified',
  norm: 'l2',
  radius,
});

/** Certified, and of the wrong class. */
export const WRONG: SummaryRow = { ...rightAt(1), label: 0, correct: false };
