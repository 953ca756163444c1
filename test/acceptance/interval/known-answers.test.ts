import { describe, expect, it } from 'vitest';
import { digits } from '../../support/interval/digits.ts';
import { ballProgram, certifies, least, type Ball, type Margins } from '../../support/interval/margins.ts';
import { compiled } from '../../support/interval/network.ts';
import { mnistImage, mnistLabel } from '../../support/vnncomp/mnist.ts';

/** What an independent implementation (PyTorch) certified: see the data's README. */
interface Known {
  readonly model: string;
  readonly epsilon: number;
  readonly samples: () => readonly Ball[];
  readonly certified: number;
  /** By how many samples real arithmetic may differ. */
  readonly within: number;
}

const mnist = (): readonly Ball[] =>
  Array.from({ length: 10_000 }, (_, index) => ({ x: mnistImage(index), label: mnistLabel(index) }));

const KNOWN: readonly Known[] = [
  { model: 'digits/digits-ibp-0.10', epsilon: 0.05, samples: digits, certified: 0.872 * 500, within: 1 },
  { model: 'digits/digits-ibp-0.10', epsilon: 0.1, samples: digits, certified: 0.79 * 500, within: 1 },
  { model: 'mnist/mnist-ibp-0.20', epsilon: 0.1, samples: mnist, certified: 9438, within: 3 },
  { model: 'mnist/mnist-ibp-0.20', epsilon: 0.2, samples: mnist, certified: 8886, within: 3 },
];

/** Loss of certified accuracy that float32 may cost. */
const COST = 0.002;

async function marginsOf(
  model: string,
  arithmetic: 'float32' | 'real',
  samples: readonly Ball[],
  epsilon: number,
): Promise<Margins> {
  const network = await compiled(`${model}.onnx`, 250);
  const program = await ballProgram(network, { arithmetic, domain: [0, 1], reach: 1 });
  const margins = await program.margins(samples, epsilon);
  await program.release();
  return margins;
}

describe.each(KNOWN)('$model at $epsilon', ({ model, epsilon, samples, certified, within }) => {
  it('certifies as many samples as are known to be, and float32 nearly as many', async () => {
    const all = samples();
    const real = await marginsOf(model, 'real', all, epsilon);
    const float = await marginsOf(model, 'float32', all, epsilon);
    const labels = all.map(({ label }) => label);
    const count = (margins: Margins) =>
      margins.filter((row, sample) => certifies(row, labels[sample]!)).length;
    expect(Math.abs(count(real) - certified), `${count(real)} in real arithmetic`).toBeLessThanOrEqual(
      within,
    );
    expect(count(float)).toBeLessThanOrEqual(count(real));
    expect(count(float)).toBeGreaterThanOrEqual(certified - COST * all.length);
    const above = labels.filter(
      (label, sample) => !(least(float[sample]!, label).lower <= least(real[sample]!, label).lower),
    );
    expect(above).toEqual([]);
  });
});

it.each(['mnist/mnist-noise-0.50', 'mnist/mnist-standard'])(
  'certifies nothing of %s at 0.1, which was not trained for it',
  async (model) => {
    const all = mnist();
    for (const arithmetic of ['float32', 'real'] as const) {
      const margins = await marginsOf(model, arithmetic, all, 0.1);
      expect(margins.filter((row, sample) => certifies(row, all[sample]!.label))).toEqual([]);
      expect(margins.every((row) => row.every(Number.isFinite))).toBe(true);
    }
  },
);
