import { topClass, type Classifier } from '../classifier.ts';
import { STAGES } from '../statistics/keystream.ts';
import type { Sample } from '../certifier.ts';
import type { Sampler } from './sampler.ts';

/**
 * Runs a batch of noisy copies of a sample, then again with every other row replaced: by rows of a second batch, and by the
 * ends of what noise can reach. A classifier whose rows do not influence each other gives the rows that stayed the same
 * class. Answers the first row that is given another, or null.
 *
 * The bound on a probability holds for independent draws only: a classifier that looks at its batch makes them dependent.
 */
export async function influencedRow(
  classifier: Classifier,
  sampler: Sampler,
  sample: Sample,
): Promise<number | null> {
  const { batch, classes } = classifier;
  if (batch === 1) return null;
  const { size, ends } = sampler;
  const placed = sampler.at(sample);
  const [rows, others] = [0, batch].map((draw) => {
    const input = new Float32Array(batch * size);
    placed.fill(input, { stage: STAGES.estimation, sample: sample.index, draw });
    return input;
  });
  const expected = (await classifier.logits(rows!.slice())).slice();
  const companies = [others!, ...ends.map((end) => new Float32Array(batch * size).fill(end))];
  for (const company of companies) {
    const mixed = rows!.slice();
    for (let row = 1; row < batch; row += 2) {
      mixed.set(company.subarray(row * size, (row + 1) * size), row * size);
    }
    const found = await classifier.logits(mixed);
    for (let row = 0; row < batch; row += 2) {
      if (topClass(expected, row, classes) !== topClass(found, row, classes)) return row;
    }
  }
  return null;
}
