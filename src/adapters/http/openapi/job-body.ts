import { z } from 'zod';
import { METHOD_REQUEST } from '../../../certify/certifiers/index.ts';
import { inlineInput, jobRequestFields } from '../../../service/request.ts';
import { DATASET, MODEL } from '../schemas/example.ts';
import type { DocumentedBody } from './body.ts';

/** The numbers of an inline input as a reader needs them: the recursive schema of any JSON would say less. */
const data = z.array(z.any()).describe('Numbers, flat or nested as the shape of a sample');
const inputs = inlineInput.extend({ data }).array().min(1).max(256).optional();
const request = z.strictObject({
  ...jobRequestFields,
  method: METHOD_REQUEST.describe('Name and parameters of the method'),
  inputs: inputs.describe('A handful of samples in place of a dataset'),
});

/** An 8 × 8 image of a zero, as the built-in model takes it. */
const ZERO = [
  [0, 0, 0.3125, 0.8125, 0.5625, 0.0625, 0, 0],
  [0, 0, 0.8125, 0.9375, 0.625, 0.9375, 0.3125, 0],
  [0, 0.1875, 0.9375, 0.125, 0, 0.6875, 0.5, 0],
  [0, 0.25, 0.75, 0, 0, 0.5, 0.5, 0],
  [0, 0.3125, 0.5, 0, 0, 0.5625, 0.5, 0],
  [0, 0.25, 0.6875, 0, 0.0625, 0.75, 0.4375, 0],
  [0, 0.125, 0.875, 0.3125, 0.625, 0.75, 0, 0],
  [0, 0, 0.375, 0.8125, 0.625, 0, 0, 0],
];

export const jobBody: DocumentedBody = {
  description:
    'The ids are those that the uploads answered. Every field is checked, and everything that is wrong is said at once.',
  content: {
    'application/json': {
      schema: request,
      examples: {
        smoothing: {
          summary: 'Certify 100 samples by randomized smoothing',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            samples: { offset: 0, limit: 100, stride: 1 },
            method: { name: 'smoothing', sigma: 0.25, n0: 100, n: 10000, alpha: 0.001 },
            metadata: { git_sha: '1f2e3d4' },
          },
        },
        target: {
          summary: 'Decide for each sample whether it is certified at 0.5, by as few draws as that takes',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: { name: 'smoothing', sigma: 0.25, target: { radius: 0.5 }, max_n: 100_000 },
          },
        },
        ablation: {
          summary:
            'Count the pixels that may become anything at all, with 10 of 64 shown to a model of two channels',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: { name: 'ablation', kept: 10, max_n: 10_000 },
          },
        },
        interval: {
          summary: 'Certify all samples at three sizes by interval bounds',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: { name: 'interval', norm: 'linf', epsilon: [0.005, 0.01, 0.02], arithmetic: 'float32' },
          },
        },
        search: {
          summary: 'Find the largest radius of every sample that interval bounds certify',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: { name: 'interval', search: { max: 0.1, steps: 12 } },
          },
        },
        splitting: {
          summary: 'Certify all samples in L1 without chance, against inputs whose values lie on the grid',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: { name: 'splitting', lambda: 0.5, perturbations: 'grid' },
          },
        },
        patches: {
          summary: 'Certify all samples against square patches, shown in bands of two columns',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            method: {
              name: 'structured_ablation',
              window: { kind: 'columns', side: 2 },
              absent: { value: 0 },
            },
          },
        },
        inline: {
          summary: 'Certify one digit that comes along',
          value: {
            model: MODEL.id,
            inputs: [{ data: [ZERO], label: 0 }],
            method: { name: 'smoothing', sigma: 0.25, n: 1000 },
          },
        },
        gated: {
          summary: 'Ask whether six in ten are right and stay so, and stop when that is certain',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            samples: { limit: 200 },
            method: { name: 'smoothing', sigma: 0.25, n: 2000 },
            gate: [{ metric: 'certified_accuracy', radius: 0.25, min: 0.6 }],
          },
        },
        announced: {
          summary: 'With a deadline and a webhook',
          value: {
            model: MODEL.id,
            dataset: DATASET.id,
            samples: { limit: 20 },
            method: { name: 'smoothing', sigma: 0.5 },
            deadline: 3600,
            webhook: 'https://example.org/hooks/provable',
          },
        },
      },
    },
  },
};
