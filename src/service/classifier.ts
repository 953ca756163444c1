import type { Classifier } from '../certify/classifier.ts';
import type { Program } from '../graph/evaluate.ts';
import type { ModelFacts } from './model/model.ts';

/** The base classifier that an admitted model is: always called with the batch it was admitted with. */
export function classifierOf(program: Program, facts: ModelFacts): Classifier {
  const input = facts.inputs[0]!.name;
  const output = facts.outputs[0]!.name;
  const dims = [facts.batch, ...facts.sample_shape];
  return {
    batch: facts.batch,
    classes: facts.classes,
    shape: facts.sample_shape,
    async logits(values) {
      const results = await program.run({ [input]: { type: 'float32', dims, data: values } });
      return results[output]!.data as Float32Array;
    },
  };
}
