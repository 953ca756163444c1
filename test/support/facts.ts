import type { Facts } from '../../src/certify/certificate/facts.ts';
import { OutcomeLedger } from '../../src/certify/certificate/ledger.ts';
import type { OutcomeRow } from '../../src/certify/certificate/schema.ts';
import { certifierOf, METHOD_SETTLED } from '../../src/certify/certifiers/index.ts';
import type { MethodSettled } from '../../src/certify/certifiers/index.ts';
import { RunningSummary } from '../../src/certify/summary.ts';
import { digestOf } from './records.ts';

const grid = { step: 0.0625, low: 0, high: 1, source: 'model' as const };
const drawn = { n0: 100, n: 1000, alpha: 0.001 };

/** One settled method of each name, and of each task. */
export const SETTLED = [
  { name: 'smoothing', task: 'certify', noise: 'gaussian', sigma: 0.25, norm: 'l2', ...drawn, grid },
  { name: 'smoothing', task: 'predict', noise: 'gaussian', sigma: 0.25, norm: 'l2', ...drawn, n0: 0, grid },
  { name: 'smoothing', task: 'certify', noise: 'uniform', lambda: 0.5, norm: 'l1', ...drawn, grid },
  {
    ...{
      name: 'smoothing',
      task: 'certify',
      noise: 'gaussian',
      sigma: 0.25,
      norm: 'lp',
      p: 4,
      dimensions: 64,
    },
    ...{ max_n: 1000, alpha: 0.001, grid },
  },
  { name: 'ablation', task: 'certify', kept: 20, absent: 'channels', pixels: 64, layout: 'NCHW', ...drawn },
  {
    name: 'ablation',
    task: 'predict',
    kept: 20,
    absent: { value: 0.5 },
    pixels: 64,
    layout: 'NCHW',
    ...drawn,
  },
  { name: 'splitting', lambda: 0.5, perturbations: 'any', grid },
  { name: 'splitting', lambda: 0.5, perturbations: 'grid', grid },
  {
    ...{ name: 'structured_ablation', window: { kind: 'columns', side: 4 }, absent: { value: 0.5 } },
    ...{ height: 8, width: 8, layout: 'NCHW' },
  },
  { name: 'interval', norm: 'linf', epsilon: [0.05, 0.1], arithmetic: 'float32', domain: [0, 1], reach: 1 },
  { name: 'interval', norm: 'l2', epsilon: 0.1, arithmetic: 'real', domain: null, reach: 1 },
].map((method) => METHOD_SETTLED.parse(method));

export const anOutcome = (index: number, changes: Partial<OutcomeRow> = {}): OutcomeRow => ({
  index,
  label: 1,
  prediction: 1,
  base_prediction: 1,
  correct: true,
  verdict: 'certified',
  norm: 'l2',
  radius: 0.30000000000000004,
  reason: null,
  evidence: { count: 995, n: 1000, p_lower: 0.985, noise_allowance: 2e-16, off_grid: 0 },
  ...changes,
});

/** What a certificate is made of, for a method and rows. */
export function someFacts(
  method: MethodSettled = SETTLED[0]!,
  rows: readonly OutcomeRow[] = [anOutcome(0), anOutcome(1)],
  changes: Partial<Facts> = {},
): Facts {
  const ledger = new OutcomeLedger();
  const summary = new RunningSummary();
  for (const row of rows) {
    ledger.add(row);
    summary.add(row);
  }
  return {
    subject: {
      model: {
        ...{
          digest: digestOf('model'),
          name: 'digits',
          classes: 10,
          domain: [0, 1],
          grid: 0.0625,
          layout: 'NCHW',
        },
        input: { name: 'input', shape: [-1, 1, 8, 8] },
        output: { name: 'logits', shape: [-1, 10] },
        ...{ opset: 13, parameters: 20, operators: { Gemm: 2, Relu: 1 } },
      },
      denoiser: null,
      dataset: { digest: digestOf('data'), name: 'digits-test', count: rows.length, shape: [1, 8, 8] },
    },
    samples: { offset: 0, limit: rows.length, stride: 1 },
    method,
    seed: { value: '4d'.repeat(32), source: 'derived', inputs: null },
    provenance: {
      product: { name: 'provable', version: '0.1.0' },
      ...{ engine: 'onnxruntime', version: '1.30.0', provider: 'cpu', threads: 1, optimization: 'all' },
      ...{ platform: 'linux-x64', batch: 64, cpu: { features: ['avx2', 'fma'], model: null } },
    },
    ledger,
    summary: summary.state(certifierOf(method).guarantee(method), { planned: rows.length }),
    ...changes,
  };
}
