import { describe, expect, it } from 'vitest';
import { GATE_REQUESTS, type GateRequest } from '../../../src/certify/gate/gate.ts';
import { settleGates, type GateProblem } from '../../../src/certify/gate/settle.ts';
import { accuracy, NO_CHANCE, problem } from './conditions.ts';

const obstacles = (requests: readonly GateRequest[], changes: Partial<GateProblem> = {}) => {
  const found = settleGates(requests, problem(changes));
  return 'obstacles' in found ? found.obstacles : [];
};
const codes = (...args: Parameters<typeof obstacles>) =>
  obstacles(...args).map(({ code, pointer }) => `${code} ${pointer}`);
const mean = (min: number): GateRequest => ({
  metric: 'average_certified_radius',
  min,
  delta: 0.001,
  stop: true,
});
const abstentions: GateRequest = { metric: 'abstention_rate', max: 0.1, stop: true };
const clean = (min: number, of: 'samples' | 'population'): GateRequest => ({
  metric: 'clean_accuracy',
  ...{ min, of, delta: 0.001, stop: true },
});

describe('a condition', () => {
  it('is settled with what its answer depends on', () => {
    const found = settleGates([accuracy(0.5, 0.6), mean(0.2), abstentions], problem());
    expect('settled' in found && found.settled).toMatchObject([
      {
        confidence: 0.999,
        allowance: 2,
        planned: 100,
        needs: { counted: 60, proved: 62 },
        largest_radius: null,
      },
      { min: 0.2, needs: null, largest_radius: 1.000001, allowance: 2 },
      { max: 0.1, needs: { counted: 90, proved: 90 }, confidence: null, allowance: 0 },
    ]);
  });

  it('allows for no false certificate where nothing rests on chance', () => {
    const found = settleGates([accuracy(0.5, 1)], problem({ guarantee: NO_CHANCE }));
    expect('settled' in found && found.settled[0]).toMatchObject({
      confidence: null,
      allowance: 0,
      needs: { counted: 100, proved: 100 },
    });
  });

  it('of a population needs what the bound of a population needs', () => {
    const found = settleGates([clean(0.6, 'population')], problem());
    const gate = 'settled' in found ? found.settled[0]! : null;
    expect(gate).toMatchObject({ confidence: 0.999, needs: { counted: 60 } });
    // Clopper and Pearson's 99.9 % lower bound of 75 of 100 is 0.598…, of 76 it is 0.608…
    expect(gate!.needs!.proved).toBe(76);
  });
});

describe('what is wrong with conditions', () => {
  it('is that they ask twice for the same', () => {
    expect(codes([accuracy(0.5, 0.6), accuracy(0.25, 0.6), accuracy(0.5, 0.7)])).toEqual([
      'gate_repeated /2',
    ]);
    expect(codes([clean(0.6, 'samples'), clean(0.6, 'population')])).toEqual([]);
  });

  it('is that there are no labels, or no radii', () => {
    const all = [accuracy(0.5, 0.6), clean(0.6, 'samples'), mean(0.1), abstentions];
    expect(codes(all, { labelled: false })).toEqual([
      'labels_missing /0/metric',
      'labels_missing /1/metric',
      'labels_missing /2/metric',
    ]);
    expect(codes(all, { norm: null, largestRadius: null })).toEqual([
      'radius_not_stated /0/metric',
      'radius_not_stated /2/metric',
    ]);
  });

  it('is a radius that no sample gets', () => {
    expect(obstacles([accuracy(1.5, 0.6)])).toMatchObject([
      {
        code: 'radius_out_of_reach',
        pointer: '/0/radius',
        message: expect.stringContaining('is 1') as string,
      },
    ]);
    expect(codes([accuracy(1.5, 0.6)], { largestRadius: null })).toEqual([]);
    expect(codes([accuracy(1, 0.6)])).toEqual([]);
    expect(codes([accuracy(0.5, 0.6)], { norm: 'l0', largestRadius: 9 })).toEqual([
      'radius_not_whole /0/radius',
    ]);
    expect(codes([accuracy(1.5, 0.6)], { norm: 'patch', largestRadius: 9 })).toEqual([
      'radius_not_whole /0/radius',
    ]);
  });

  it('is a minimum that so many samples cannot prove: the largest is said, and the least number of samples', () => {
    const [found] = obstacles([accuracy(0.5, 0.99)]);
    expect(found).toMatchObject({ code: 'gate_unprovable', pointer: '/0/min' });
    expect(found!.message).toContain('the largest minimum is 0.98');
    const least = Number(/at least (\d+) samples/.exec(found!.message)![1]);
    expect(codes([accuracy(0.5, 0.99)], { planned: least })).toEqual([]);
    for (let planned = 100; planned < least; planned++) {
      expect(codes([accuracy(0.5, 0.99)], { planned })).toEqual(['gate_unprovable /0/min']);
    }
    expect(obstacles([accuracy(0.5, 1)])[0]!.message).toContain('smaller alpha');
    expect(obstacles([accuracy(0.5, 0.9989)])[0]!.message).toContain('at least 972728 samples');
    expect(codes([accuracy(0.5, 0.9989)], { planned: 972_727 })).toEqual(['gate_unprovable /0/min']);
    expect(codes([accuracy(0.5, 0.9989)], { planned: 972_728 })).toEqual([]);
  });

  it('is the same of a population', () => {
    const [found] = obstacles([clean(0.99, 'population')]);
    const least = Number(/at least (\d+) samples/.exec(found!.message)![1]);
    expect(codes([clean(0.99, 'population')], { planned: least })).toEqual([]);
    expect(codes([clean(0.99, 'population')], { planned: least - 1 })).toEqual(['gate_unprovable /0/min']);
  });

  it('is a mean above the largest radius, or of which more would have to be kept than is', () => {
    expect(obstacles([mean(0.99)])[0]).toMatchObject({ code: 'gate_unprovable', pointer: '/0/min' });
    expect(codes([mean(0.97)])).toEqual([]);
    const coarse = { ...NO_CHANCE, kind: 'probabilistic', confidence: 0.9 } as const;
    expect(codes([mean(0.1)], { planned: 100_000, guarantee: coarse })).toEqual(['gate_too_large /0']);
  });
});

describe('the form of conditions', () => {
  it.each([
    ['no condition', []],
    ['an unknown metric', [{ metric: 'accuracy', min: 0.5 }]],
    ['no radius', [{ metric: 'certified_accuracy', min: 0.5 }]],
    ['a radius that is none', [{ metric: 'certified_accuracy', min: 0.5, radius: -1 }]],
    ['a radius too many', [{ metric: 'clean_accuracy', min: 0.5, radius: 1 }]],
    ['a minimum of nothing', [{ metric: 'clean_accuracy', min: 0 }]],
    ['a minimum above all', [{ metric: 'clean_accuracy', min: 1.01 }]],
    ['a maximum of everything', [{ metric: 'abstention_rate', max: 1 }]],
    ['a minimum of abstentions', [{ metric: 'abstention_rate', min: 0.1 }]],
    ['a delta of one half', [{ metric: 'clean_accuracy', min: 0.5, delta: 0.5 }]],
    ['a mean of a population', [{ metric: 'average_certified_radius', min: 0.5, of: 'population' }]],
    [
      'too many',
      Array.from({ length: 17 }, (_, radius) => ({ metric: 'certified_accuracy', min: 0.5, radius })),
    ],
  ])('refuses %s', (_, gates) => {
    expect(GATE_REQUESTS.safeParse(gates).success).toBe(false);
  });
});
