import type { Subject } from '../certify/certificate/facts.ts';
import type { Dataset } from './dataset/dataset.ts';
import type { Job } from './job.ts';
import type { Model } from './model/model.ts';
import type { Records } from './ports.ts';

type Named = Pick<Job, 'model_id' | 'denoiser_id' | 'dataset_id'>;

/**
 * What a certificate says of model and data, from the records that a job names; null where one of them is gone. Ids follow
 * from content and declaration, so what is found under one at any time says the same.
 */
export async function findSubject(
  records: Pick<Records, 'model' | 'dataset'>,
  { model_id, denoiser_id, dataset_id }: Named,
): Promise<Subject | null> {
  const model = await records.model(model_id);
  const dataset = await records.dataset(dataset_id);
  const denoiser = denoiser_id === null ? null : await records.model(denoiser_id);
  if (!model || !dataset || (denoiser_id !== null && !denoiser)) return null;
  return {
    model: modelPart(model),
    denoiser: denoiser && { digest: denoiser.digest, name: denoiser.declared.name },
    dataset: datasetPart(dataset),
  };
}

function modelPart({ digest, declared, facts }: Model): Subject['model'] {
  const [input] = facts.inputs;
  const [output] = facts.outputs;
  if (!input || !output) throw new Error(`the model ${digest} has no input or no output`);
  return {
    digest,
    name: declared.name,
    classes: facts.classes,
    input: { name: input.name, shape: [...input.shape] },
    output: { name: output.name, shape: [...output.shape] },
    domain: declared.domain,
    grid: declared.grid,
    layout: declared.layout,
    opset: facts.opset,
    parameters: facts.parameters,
    operators: { ...facts.operators },
  };
}

const datasetPart = ({ digest, declared, facts }: Dataset): Subject['dataset'] => ({
  digest,
  name: declared.name,
  count: facts.count,
  shape: [...facts.shape],
});
