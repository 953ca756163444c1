import { describe, expect, it } from 'vitest';
import { references } from '../support/vnncomp/bounds.ts';
import { contains, floatBox, isEmpty } from '../support/vnncomp/box.ts';
import { classification, rivalriesOf } from '../support/vnncomp/classification.ts';
import { deploy } from '../support/vnncomp/engine.ts';
import { exists, FAMILIES, list, readText } from '../support/vnncomp/files.ts';
import { maxPools, residual } from '../support/vnncomp/fixtures.ts';
import { mnistImage, mnistLabel } from '../support/vnncomp/mnist.ts';
import { networks } from '../support/vnncomp/networks.ts';
import { traps } from '../support/vnncomp/traps.ts';
import { instances, truth } from '../support/vnncomp/truth.ts';
import { holds, parseProperty } from '../support/vnncomp/vnnlib.ts';
import { witnesses } from '../support/vnncomp/witnesses.ts';

const propertyOf = (path: string) => parseProperty(readText(path));
const countsOf = (words: readonly string[]) => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};
const gap = (a: ArrayLike<number>, b: readonly number[]) =>
  Math.max(...b.map((value, place) => Math.abs(value - a[place]!)));

describe('networks', () => {
  it('are all there', () => {
    const families = networks().map(({ family }) => family.replace('vnncomp/', ''));
    expect(countsOf(families)).toEqual({
      ...{ acasxu: 45, bounds: 3, eran: 2, lirpa_fixtures: 9, 'marabou-cifar10': 3, marabou_layer_zoo: 37 },
      ...{ mnist_fc: 2, oval21: 1, rl_benchmarks: 2, test: 5, traps: 11, verivital: 2 },
      ...{ digits: 4, mnist: 3, cifar10: 1 },
    });
    expect(networks(['vnncomp/eran'])[0]!.bytes().length).toBe(1_441_498);
  });
});

describe('properties', () => {
  const FORMS = {
    'vnncomp/acasxu': { '5→5, other': 9, '5→5, target': 1 },
    'vnncomp/eran': { '784→10, classification': 72 },
    'vnncomp/marabou-cifar10': { '3072→10, target': 72 },
    'vnncomp/mnist_fc': { '784→10, classification': 30 },
    'vnncomp/oval21': { '3072→10, classification': 10 },
    'vnncomp/rl_benchmarks': { '4→2, classification': 100, '8→4, classification': 100 },
    'vnncomp/test': { '1→1, other': 3, '5→5, other': 1 },
    'vnncomp/traps': { '1→2, classification': 10, '2→2, classification': 1 },
    'vnncomp/verivital': { '784→10, classification': 60 },
  };

  /** `target`: one class beats all others at the counterexample. */
  function formOf(path: string): string {
    const property = propertyOf(path);
    const claim = classification(property);
    if (claim) expect(new Set([claim.label, ...claim.rivals]).size).toBe(claim.rivals.length + 1);
    const all = property.cases.map(rivalriesOf);
    const targets = new Set(all[0]?.map(({ rival }) => rival));
    const target = all.length === 1 && all[0]?.length === property.outputs - 1 && targets.size === 1;
    return `${property.inputs}→${property.outputs}, ${claim ? 'classification' : target ? 'target' : 'other'}`;
  }

  it.each(Object.entries(FORMS))('of %s', (family, forms) => {
    expect(countsOf(list(family, '.vnnlib').map(formOf))).toEqual(forms);
  });

  it('of another version, not linear or not known are refused', () => {
    const refused = [...list('vnncomp/marabou_layer_zoo', '.vnnlib'), ...list('vnncomp/vnnlib2_syntax', '')];
    const faults = refused.flatMap((path) => {
      try {
        propertyOf(path);
        return [];
      } catch (error) {
        return [(error as Error).message.split(/[:(]/)[0]!.trim()];
      }
    });
    expect(countsOf(faults)).toEqual({
      'not a command of VNN-LIB 1.0': 12,
      'not an inequality of two terms': 1,
      'a product of variables is not linear': 1,
    });
  });
});

describe('truth', () => {
  const VERDICTS = {
    'vnncomp/acasxu': { unsat: 105, sat: 39 },
    'vnncomp/eran': { unsat: 63, open: 4, disputed: 3, 'sat?': 1, sat: 1 },
    'vnncomp/marabou-cifar10': { open: 18, sat: 51, 'sat?': 2, unsat: 1 },
    'vnncomp/mnist_fc': { unsat: 44, sat: 15, open: 1 },
    'vnncomp/oval21': { unsat: 9, open: 1 },
    'vnncomp/rl_benchmarks': { unsat: 115, sat: 85 },
    'vnncomp/verivital': { unsat: 49, sat: 7, disputed: 2, 'unsat?': 2 },
  };

  it.each(Object.entries(VERDICTS))('of %s', (family, verdicts) => {
    const rows = truth(family);
    expect(countsOf(rows.map(({ verdict }) => verdict))).toEqual(verdicts);
    expect(rows.filter(({ network, property }) => !exists(network) || !exists(property))).toEqual([]);
    const asked = instances(family).map(({ network, property, timeout }) => ({ network, property, timeout }));
    expect(rows.map(({ network, property, timeout }) => ({ network, property, timeout }))).toEqual(asked);
    expect(rows.filter(({ provedBy, verdict }) => provedBy && verdict !== 'unsat')).toEqual([]);
  });

  it('names 34 instances that plain interval bounds prove in verivital', () => {
    const proved = truth('vnncomp/verivital').filter(({ provedBy }) => provedBy === 'IBP');
    expect(countsOf(proved.map(({ network }) => network))).toEqual({
      'vnncomp/verivital/Convnet_avgpool.onnx': 15,
      'vnncomp/verivital/Convnet_maxpool.onnx': 19,
    });
  });

  it('is not known of the others', () => {
    expect(FAMILIES.filter((family) => truth(family).length === 0)).toEqual([
      ...['vnncomp/bounds', 'vnncomp/lirpa_fixtures', 'vnncomp/marabou_layer_zoo', 'vnncomp/test'],
      ...['vnncomp/traps', 'vnncomp/vnnlib2_syntax'],
    ]);
    expect(instances('vnncomp/test').filter(({ network }) => !exists(network))).toEqual([]);
  });
});

describe('witnesses', () => {
  const COUNTS = {
    acasxu: 39,
    eran: 1,
    'marabou-cifar10': 51,
    mnist_fc: 15,
    rl_benchmarks: 85,
    verivital: 7,
  };

  it.each(Object.entries(COUNTS))('of %s lie in the box and violate', async (name, count) => {
    const family = `vnncomp/${name}`;
    const found = witnesses(family);
    expect(found).toHaveLength(count);
    const key = ({ network, property }: { network: string; property: string }) => `${network} ${property}`;
    const satisfied = truth(family).filter(({ verdict }) => verdict === 'sat');
    expect(found.map(key).sort()).toEqual(satisfied.map(key).sort());
    for (const network of new Set(found.map((witness) => witness.network))) {
      const program = await deploy(network);
      const mine = found.filter((witness) => witness.network === network);
      const outputs = await program.run(mine.map(({ input }) => input));
      await program.release();
      expect(outputs).toEqual(mine.map((witness) => witness.outputs));
      const idle = mine.filter(({ property, input }, place) => {
        const { cases } = propertyOf(property);
        return !cases.some((one) => contains(floatBox(one), input) && holds(one, outputs[place]!));
      });
      expect(idle.map(key)).toEqual([]);
    }
  });

  it('are of no other family', () => {
    const others = FAMILIES.filter((family) => !(family.replace('vnncomp/', '') in COUNTS));
    expect(others.flatMap(witnesses)).toEqual([]);
  });
});

describe('reference bounds', () => {
  const all = references();

  it('are of five settings', () => {
    const shown = all.map(({ network, norm, epsilon, clamped, records }) => {
      const methods = Object.keys(records[0]!.margins).join(' ');
      return `${network.replace(/.*\/|\.onnx/g, '')} ${norm} ${epsilon} ${clamped} ${records.length}: ${methods}`;
    });
    expect(shown).toEqual([
      'lirpa_mnist_fc_3layer l1 1 false 100: IBP CROWN',
      'lirpa_mnist_fc_3layer l2 0.3 false 100: IBP CROWN',
      'lirpa_mnist_fc_3layer linf 0.02 true 100: IBP CROWN-IBP FastLin CROWN',
      'sdp_mnist_cnn_a_adv linf 0.3 true 50: IBP CROWN',
      'wk17a_mnist_eps0.1 linf 0.1 true 100: IBP CROWN-IBP FastLin CROWN',
    ]);
  });

  it.each(all)('$network $norm: the images give the recorded logits', async ({ network, records }) => {
    const program = await deploy(network);
    const outputs = await program.run(records.map(({ index }) => mnistImage(index)));
    await program.release();
    for (const [place, { index, label, logits, rivals, margins }] of records.entries()) {
      expect(mnistLabel(index)).toBe(label);
      expect(gap(outputs[place]!, logits)).toBeLessThan(1e-5);
      const clean = rivals.map((rival) => logits[label]! - logits[rival]!);
      for (const lower of Object.values(margins)) {
        expect(lower).toHaveLength(9);
        expect(lower.filter((value, rival) => value > clean[rival]!)).toEqual([]);
      }
    }
  });
});

describe('fixtures', () => {
  it.each([residual(), ...maxPools()])('$network gives the recorded outputs', async (fixture) => {
    const program = await deploy(fixture.network);
    const outputs = await program.run(fixture.inputs);
    await program.release();
    for (const [place, row] of fixture.outputs.entries()) {
      expect(gap(outputs[place]!, row)).toBeLessThan(2e-7);
      for (const { lower, upper } of fixture.bounds) {
        // Two of the pooling networks are constant: no width, and outputs that were recorded in float32.
        expect(row.filter((value, k) => value < lower[place]![k]! - 1e-8)).toEqual([]);
        expect(row.filter((value, k) => value > upper[place]![k]! + 1e-8)).toEqual([]);
      }
    }
  });

  it('have bounds by six methods in two norms, or by CROWN', () => {
    const { inputs, bounds, epsilon } = residual();
    expect([inputs.length, inputs[0]!.length, epsilon]).toEqual([8, 3072, 0.01]);
    expect(countsOf(bounds.map(({ norm }) => norm))).toEqual({ linf: 6, l2: 6 });
    expect(bounds.filter(({ method }) => method === 'IBP')).toHaveLength(2);
    expect(
      maxPools().map((fixture) => [fixture.inputs.length, fixture.epsilon, fixture.bounds.length]),
    ).toEqual(Array.from({ length: 8 }, () => [2, 0.3, 1]));
  });
});

describe('traps', () => {
  const all = traps();

  it('are eleven', () => {
    expect(countsOf(all.map(({ deployed }) => deployed.split(' ')[0]!))).toEqual({
      ...{ sat: 3, unsat: 5, error: 1, undefined: 1, depends: 1 },
    });
    const empty = all.filter(({ property }) => isEmpty(floatBox(propertyOf(property).cases[0]!)));
    expect(empty.map(({ name }) => name)).toEqual(['empty_input_set', 'unrepresentable_point']);
  });

  it.each(all)('$name does what is recorded', async ({ network, property, candidates, deployed }) => {
    const program = await deploy(network);
    const outputs = await program.run(candidates.map(({ input }) => input));
    await program.release();
    const finite = outputs.map((row) => Array.from(row, (value) => (Number.isFinite(value) ? value : null)));
    expect(finite).toEqual(candidates.map((candidate) => candidate.outputs));
    const { cases } = propertyOf(property);
    const violating = candidates.filter(({ input }, place) =>
      cases.some((one) => contains(floatBox(one), input) && holds(one, outputs[place]!)),
    );
    // At −1 nan_bounds gives −Infinity against 1: it is `undefined`, yet violates.
    const violates = deployed === 'sat' || deployed === 'undefined';
    expect(violating.length > 0).toBe(violates);
  });
});
