import type { GateStanding, GateStandings } from '../../src/service/gate.ts';

export const aStanding = (changes: Partial<GateStanding> = {}): GateStanding => ({
  metric: 'certified_accuracy',
  radius: 0.5,
  min: 0.6,
  max: null,
  of: 'samples',
  delta: 0.001,
  confidence: 0.999,
  stop: true,
  needs: { counted: 60, proved: 62 },
  false_certificates_at_most: 2,
  answer: 'passed',
  settled: true,
  value: 0.8732394366,
  bound: 0.6234567,
  possible: [0.62, 0.91],
  text: 'Passed: 62 of 71.',
  ...changes,
});

/** A gate that passed, one that failed, one that is undecided, and one that is not settled. */
export const STANDINGS: GateStandings = {
  answer: 'failed',
  settled: true,
  stopped_early: false,
  samples: { planned: 100, examined: 71, not_examined: 29 },
  gates: [
    aStanding(),
    aStanding({ metric: 'clean_accuracy', radius: null, answer: 'failed', text: 'Failed: "a" < b & c.' }),
    aStanding({ of: 'population', answer: 'undecided', text: "Undecided: it's > a proof." }),
    aStanding({
      metric: 'abstention_rate',
      ...{ radius: null, min: null, max: 0.1, confidence: null, delta: null },
      ...{ answer: 'undecided', settled: false, value: null, bound: 0.0400001 },
      text: 'Not settled | yet.',
    }),
  ],
};
