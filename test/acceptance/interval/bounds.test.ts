import { describe, expect, it } from 'vitest';
import { ballProgram } from '../../support/interval/margins.ts';
import { compiled } from '../../support/interval/network.ts';
import { references, type Reference } from '../../support/vnncomp/bounds.ts';
import { mnistImage } from '../../support/vnncomp/mnist.ts';

/**
 * By how much margins lie below those of an implementation in float64, at most. Worst-case rounding of sums in any order is
 * proportional to what is summed, so it is told in two ways: the median over all margins relative to the margin itself, and
 * the largest relative to |margin| + (clean margin − margin), because a margin near zero is a difference of large numbers.
 */
interface Looseness {
  readonly median: number;
  readonly largest: number;
}

const LOOSENESS: Readonly<Record<string, Readonly<Record<'float32' | 'real', Looseness>>>> = {
  'lirpa_mnist_fc_3layer l1': {
    float32: { median: 5.2e-3, largest: 3e-3 },
    real: { median: 1.5e-4, largest: 8e-5 },
  },
  'lirpa_mnist_fc_3layer l2': {
    float32: { median: 1.3e-3, largest: 1.9e-3 },
    real: { median: 1.1e-4, largest: 1.1e-4 },
  },
  'lirpa_mnist_fc_3layer linf': {
    float32: { median: 1.7e-3, largest: 2e-3 },
    real: { median: 6e-5, largest: 6e-5 },
  },
  'sdp_mnist_cnn_a_adv linf': {
    float32: { median: 7e-4, largest: 4e-4 },
    real: { median: 7e-5, largest: 4e-5 },
  },
  'wk17a_mnist_eps0.1 linf': {
    float32: { median: 9.5e-4, largest: 5.2e-4 },
    real: { median: 9.5e-5, largest: 5.5e-5 },
  },
};

interface Compared {
  readonly where: string;
  readonly ours: number;
  readonly theirs: number;
  /** The margin of the sample itself. */
  readonly clean: number;
}

async function compare(
  { network, norm, epsilon, clamped, records }: Reference,
  arithmetic: 'float32' | 'real',
): Promise<readonly Compared[]> {
  const domain = clamped ? ([0, 1] as const) : undefined;
  const program = await ballProgram(await compiled(network, 50), {
    ...{ arithmetic, norm, reach: 1 + (clamped ? 0 : epsilon) },
    ...(domain && { domain }),
  });
  const balls = records.map(({ index, label }) => ({ x: mnistImage(index), label }));
  const margins = await program.margins(balls, epsilon);
  await program.release();
  return records.flatMap(({ index, label, logits, rivals, margins: { IBP = [] } }, record) =>
    rivals.map((rival, place) => ({
      where: `image ${index}, rival ${rival}`,
      ours: margins[record]![rival]!,
      theirs: IBP[place]!,
      clean: logits[label]! - logits[rival]!,
    })),
  );
}

const nameOf = ({ network, norm }: Reference) => `${network.replace(/.*\/|\.onnx/g, '')} ${norm}`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe.each(references().map((reference) => ({ name: nameOf(reference), reference })))(
  'margins of $name',
  ({ name, reference }) => {
    it.each(['float32', 'real'] as const)(
      'lie below the reference in %s, and not far',
      async (arithmetic) => {
        const all = await compare(reference, arithmetic);
        expect(all).toHaveLength(9 * reference.records.length);
        expect(all.filter(({ ours, theirs }) => !(ours <= theirs))).toEqual([]);
        const { median: middle, largest } = LOOSENESS[name]![arithmetic];
        expect(median(all.map(({ ours, theirs }) => (theirs - ours) / Math.abs(theirs)))).toBeLessThan(
          middle,
        );
        const scale = ({ theirs, clean }: Compared) => Math.abs(theirs) + clean - theirs;
        expect(all.filter((one) => !(one.theirs - one.ours < largest * scale(one)))).toEqual([]);
      },
    );
  },
);
