import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import type { Model } from '../../src/graph/graph.ts';
import { encode } from '../../src/graph/onnx/encode.ts';
import { canonical } from '../../src/graph/rewrites/canonical/compile.ts';
import { elementCount } from '../../src/graph/tensor.ts';
import { screen } from '../../src/service/model/screen.ts';
import { sameBits } from '../graph/rewrites/canonical/upgrade/law.ts';
import { networks } from '../support/vnncomp/networks.ts';

/** Rows for networks that leave the batch free. */
const BATCH = 4;

const admitted = networks().flatMap((network) => {
  const screened = screen(network.bytes());
  return 'model' in screened ? [[network.name, screened.model] as const] : [];
});

function inputOf({ graph }: Model) {
  const { name, type } = graph.inputs[0]!;
  const [rows, ...sample] = type.kind === 'tensor' ? (type.dims ?? []) : [];
  return { name, dims: [typeof rows === 'number' ? rows : BATCH, ...sample.map(Number)] };
}

/** Values in [0, 1] that look like no pattern, another for every seed. */
function values(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  });
}

async function run(model: Model, seeds: readonly number[]): Promise<readonly Float32Array[]> {
  const { name, dims } = inputOf(model);
  const program = await evaluator.load(encode(model));
  const outputs: Float32Array[] = [];
  for (const seed of seeds) {
    const data = values(elementCount(dims), seed);
    const results = await program.run({ [name]: { type: 'float32', dims, data } });
    outputs.push(results[program.outputs[0]!]!.data as Float32Array);
  }
  await program.release();
  return outputs;
}

const range = (outputs: readonly Float32Array[]): number => {
  const finite = outputs.flatMap((one) => [...one]).filter(Number.isFinite);
  return finite.length === 0 ? 0 : Math.max(...finite) - Math.min(...finite);
};

describe('every admitted network', () => {
  it('is one of many', () => expect(admitted.length).toBeGreaterThan(90));

  it.each(admitted)('gives the same bits in the terms of operator set 21: %s', async (_, model) => {
    await sameBits(model, inputOf(model).dims[0]);
  });

  it.each(admitted)('gives the same outputs in canonical form: %s', async (_, model) => {
    const form = await canonical(model, evaluator, inputOf(model).dims[0]!);
    expect(form.tail).toBe('none');
    const seeds = [1, 2, 3, 4, 5];
    const before = await run(model, seeds);
    const after = await run(form.model, seeds);
    const most = 1e-5 * range(before);
    for (const [place, expected] of before.entries()) {
      const found = after[place]!;
      expect(found.length).toBe(expected.length);
      for (const [i, value] of expected.entries()) {
        if (Number.isFinite(value)) expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(most);
        else expect(found[i]).toBe(value);
      }
    }
  });
});
