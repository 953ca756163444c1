import { describe, expect, it } from 'vitest';
import { boxProgram } from '../../support/interval/margins.ts';
import { compiled } from '../../support/interval/network.ts';
import { proved } from '../../support/interval/proof.ts';
import { truth } from '../../support/vnncomp/truth.ts';
import { witnesses, type Witness } from '../../support/vnncomp/witnesses.ts';

/** How many instances there are, and how many margins prove: those, and only those, that plain interval bounds prove elsewhere. */
const PROVED = {
  acasxu: [144, 0],
  eran: [72, 3],
  'marabou-cifar10': [72, 0],
  mnist_fc: [60, 0],
  oval21: [10, 0],
  rl_benchmarks: [200, 13],
  verivital: [60, 34],
} as const;

const unique = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];

describe.each(Object.entries(PROVED))('%s', (name, [count, expected]) => {
  const family = `vnncomp/${name}`;
  const rows = truth(family);
  const found = witnesses(family);
  const ofNetwork = <T extends { readonly network: string }>(all: readonly T[], network: string) =>
    all.filter((one) => one.network === network);

  it('has no certificate for an instance with a witness, and those that plain interval bounds give', async () => {
    expect(rows).toHaveLength(count);
    const certified: (typeof rows)[number][] = [];
    for (const network of unique(rows.map((row) => row.network))) {
      const mine = ofNetwork(rows, network);
      const proofs = await proved(network, unique(mine.map(({ property }) => property)));
      certified.push(...mine.filter(({ property }) => proofs.has(property)));
    }
    expect(certified).toHaveLength(expected);
    const wrong = certified.filter(
      ({ network, property, verdict }) =>
        verdict === 'sat' || found.some((one) => one.network === network && one.property === property),
    );
    expect(wrong).toEqual([]);
    expect(rows.filter((row) => row.provedBy === 'IBP' && !certified.includes(row))).toEqual([]);
  });

  if (found.length === 0) return;

  it('has margins of its witnesses alone that are no more than what was recorded for them', async () => {
    for (const network of unique(found.map((one) => one.network))) {
      expect(await excess(network, ofNetwork(found, network))).toEqual([]);
    }
  });
});

/** Bounds of boxes without any width, for every label, that are above the leads that the engine gave. */
async function excess(network: string, points: readonly Witness[]): Promise<readonly string[]> {
  const reach = points.reduce((most, { input }) => Math.max(most, ...input.map(Math.abs)), 0);
  const program = await boxProgram(await compiled(network), { arithmetic: 'float32', reach });
  const all: string[] = [];
  for (const label of points[0]!.outputs.keys()) {
    const margins = await program.margins(points.map(({ input }) => ({ lower: input, upper: input, label })));
    for (const [row, { property, outputs }] of points.entries()) {
      const lead = Array.from(outputs, (logit) => outputs[label]! - logit);
      const above = margins[row]!.findIndex((margin, j) => j !== label && !(margin <= lead[j]!));
      if (above >= 0) all.push(`${property}: ${label} over ${above}`);
    }
  }
  await program.release();
  return all;
}
