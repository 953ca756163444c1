import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedDraws } from '../../src/certify/statistics/anytime-plan.ts';
import { gaussianThreshold } from '../../src/certify/statistics/anytime-threshold.ts';
import { clopperPearsonLower } from '../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../src/certify/statistics/radius.ts';
import { Ballot, refutingCounts, WHOLE } from '../certify/statistics/ballot.ts';

const REFERENCE = join(import.meta.dirname, '../../../shared/data/reference');
const [SIGMA, ALPHA, CAP] = [0.5, 0.001, 100_000];

/** A published sample: the share of its votes, and the radius that a fixed number of draws gave it. */
interface Published {
  readonly share: number;
  readonly radius: number;
}

function vectors(): Published[] {
  const text = readFileSync(join(REFERENCE, 'clopper-pearson-vectors.json'), 'utf8');
  return (JSON.parse(text) as { k: number; n: number }[]).map(({ k, n }) => ({
    share: k / n,
    radius: gaussianRadius(clopperPearsonLower(Math.round((k / n) * CAP), CAP, ALPHA), SIGMA),
  }));
}

/** Every fifth row. The votes are those that give the radius; a row without one had about as many as half of them. */
function log(name: string): Published[] {
  const [, ...lines] = readFileSync(join(REFERENCE, 'logs', name), 'utf8')
    .trim()
    .split('\n');
  const shares = new Map<number, number>();
  return lines
    .filter((_, i) => i % 5 === 0)
    .map((line) => {
      const radius = Number(line.split('\t')[3]);
      if (!shares.has(radius)) shares.set(radius, shareOf(radius));
      return { share: shares.get(radius)!, radius };
    });
}

function shareOf(radius: number): number {
  let [low, high] = [CAP / 2, CAP];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (gaussianRadius(clopperPearsonLower(middle, CAP, ALPHA), SIGMA) >= radius) high = middle;
    else low = middle + 1;
  }
  return low / CAP;
}

interface Ran {
  readonly draws: number;
  readonly decision: 'above' | 'below' | null;
}

/** Votes drawn anew, with the published share as their probability, until they decide or reach the cap. */
function rerun(rows: readonly Published[], target: number): (Published & Ran)[] {
  const { low, high } = gaussianThreshold(target, SIGMA);
  const above = refutingCounts(high, ALPHA, CAP);
  const below = refutingCounts(1 - low, ALPHA, CAP);
  return rows.map((row, index) => {
    const ballot = new Ballot([Math.round(row.share * WHOLE)], 51);
    const ran = decide(ballot.run(index, 4000), above, below);
    return { ...row, ...(ran.decision ? ran : decide(ballot.run(index, CAP), above, below)) };
  });
}

function decide(votes: Int16Array, above: Int32Array, below: Int32Array): Ran {
  let k = 0;
  for (let n = 1; n <= votes.length; n++) {
    if (votes[n - 1] === 0) k++;
    if (k >= above[n]!) return { draws: n, decision: 'above' };
    if (n - k >= below[n]!) return { draws: n, decision: 'below' };
  }
  return { draws: votes.length, decision: null };
}

describe.each([
  ['the thousand published counts', vectors()],
  ['a published log of CIFAR-10', log('cohen-cifar10-resnet110-sigma-0.50.tsv')],
  ['a published log of MNIST', log('cohen-mnist-lenet-sigma-0.50.tsv')],
])('%s, votes looked at after every draw', (name, rows) => {
  it.each([0.25, 0.5, 1])(
    'decide at radius %d with at least eight times fewer draws than 100,000 each',
    (target) => {
      const ran = rerun(rows, target);
      const mean = ran.reduce((sum, { draws }) => sum + draws, 0) / ran.length;
      const open = ran.filter(({ decision }) => decision === null);
      const p0 = gaussianThreshold(target, SIGMA).high;
      const planned =
        ran.reduce((sum, { share }) => sum + Math.min(CAP, expectedDraws(share, p0, ALPHA)), 0) / ran.length;
      console.info(
        `${name}, r = ${target}: ${rows.length} samples, ${Math.round(mean)} draws on average (${(CAP / mean).toFixed(1)} times fewer; ` +
          `planned ${Math.round(planned)}), ${open.length} not decided`,
      );
      expect(mean).toBeLessThan(CAP / 8);
      expect(open.length).toBeLessThan(0.05 * rows.length);
      expect(Math.abs(planned / mean - 1)).toBeLessThan(0.15);

      // The same decisions, but for samples whose share proves neither with a fixed number of draws.
      const other = ran.filter(
        ({ decision, radius }) => decision !== null && (decision === 'above') !== radius >= target,
      );
      const unclear = other.filter(({ share, radius }) => share >= p0 && radius < target);
      expect(other.length - unclear.length).toBeLessThanOrEqual(Math.ceil(3 * ALPHA * rows.length));
      expect(unclear.length).toBeLessThanOrEqual(0.01 * rows.length);
    },
  );
});
