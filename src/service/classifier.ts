import type { Classifier } from '../certify/classifier.ts';
import type { Program } from '../graph/evaluate.ts';
import type { ModelFacts } from './model/model.ts';
import type { Denoiser } from './pair.ts';

/** The base classifier that an admitted model is: always called with the batch it was admitted with. */
export function classifierOf(program: Program, facts: ModelFacts): Classifier {
  return {
    batch: facts.batch,
    classes: facts.classes,
    shape: facts.sample_shape,
    logits: runOf(program, facts),
  };
}

/** What an admitted model makes of samples that it answers by samples: called with the batch it was admitted with, too. */
export const denoiserOf = (program: Program, facts: ModelFacts): Denoiser => ({
  batch: facts.batch,
  denoise: runOf(program, facts),
});

function runOf(program: Program, facts: ModelFacts): (values: Float32Array) => Promise<Float32Array> {
  const input = facts.inputs[0]!.name;
  const output = facts.outputs[0]!.name;
  const dims = [facts.batch, ...facts.sample_shape];
  return async (values) => {
    const results = await program.run({ [input]: { type: 'float32', dims, data: values } });
    return results[output]!.data as Float32Array;
  };
}
