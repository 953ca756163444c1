import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';
import type { SummaryView } from '../support/client.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const file = (...path: readonly string[]) => readFileSync(join(DATA, ...path));

/** What an independent implementation (PyTorch, floating-point noise) measured: see the data's README. */
interface Known {
  readonly model: string;
  readonly sigma: number;
  readonly n: number;
  readonly samples: number;
  readonly certified: readonly (readonly [radius: number, value: number])[];
  readonly acr: number;
  readonly abstained: number;
}

const MNIST: Known = {
  model: 'mnist/mnist-noise-0.50.onnx',
  sigma: 0.5,
  n: 10_000,
  samples: 100,
  certified: [
    [0, 1],
    [0.25, 0.98],
    [0.5, 0.94],
    [0.75, 0.92],
    [1, 0.81],
    [1.25, 0.63],
    [1.5, 0.44],
  ],
  acr: 1.286,
  abstained: 0,
};

const DIGITS: readonly Known[] = [
  {
    model: 'digits/digits-noise-0.25.onnx',
    sigma: 0.25,
    n: 2000,
    samples: 200,
    certified: [
      [0, 0.935],
      [0.1, 0.9],
      [0.25, 0.825],
      [0.5, 0.5],
    ],
    acr: 0.445,
    abstained: 0.035,
  },
  {
    model: 'digits/digits-noise-0.50.onnx',
    sigma: 0.5,
    n: 2000,
    samples: 200,
    certified: [
      [0, 0.86],
      [0.1, 0.8],
      [0.25, 0.71],
      [0.5, 0.355],
      [0.75, 0.075],
    ],
    acr: 0.383,
    abstained: 0.11,
  },
];

let service: Standalone;
beforeAll(async () => {
  service = await startStandalone({ LEASE_SECONDS: '10' });
});
afterAll(() => service.close());

async function summaryOf(known: Known, dataset: string, grid: number): Promise<SummaryView> {
  const { client } = service;
  const metadata = { domain: [0, 1], grid };
  const model = await client.admit('/v1/models', [{ name: 'file', content: file(known.model) }], metadata);
  const method = { name: 'smoothing', sigma: known.sigma, n0: 100, n: known.n, alpha: 0.001 };
  const { id } = await client.submit({ model, dataset, samples: { limit: known.samples }, method });
  expect((await client.ended(id)).status).toBe('succeeded');
  return client.summary(
    id,
    known.certified.map(([radius]) => radius),
  );
}

function expectNear(summary: SummaryView, known: Known): void {
  for (const [place, [radius, value]] of known.certified.entries()) {
    const found = summary.certified_accuracy[place]!;
    expect(found.radius).toBe(radius);
    expect(
      Math.abs(found.value - value),
      `certified accuracy at ${radius}: ${found.value}`,
    ).toBeLessThanOrEqual(0.03);
  }
  expect(Math.abs(summary.average_certified_radius - known.acr)).toBeLessThanOrEqual(0.03);
  expect(Math.abs(summary.abstained / summary.samples - known.abstained)).toBeLessThanOrEqual(0.03);
}

describe('known answers, through the whole service', () => {
  it('MNIST, σ = 0.5, n = 10,000: the first hundred test images', async () => {
    const parts = [
      { name: 'file', content: file('mnist/t10k-images-idx3-ubyte.gz') },
      { name: 'labels', content: file('mnist/t10k-labels-idx1-ubyte.gz') },
    ];
    const dataset = await service.client.admit('/v1/datasets', parts, { scale: 1 / 255 });
    expectNear(await summaryOf(MNIST, dataset, 1 / 255), MNIST);
  });

  it.each(DIGITS)('$model, σ = $sigma, n = $n', async (known) => {
    const parts = [{ name: 'file', content: file('digits/digits-test.npz') }];
    const dataset = await service.client.admit('/v1/datasets', parts, { scale: 1 / 16 });
    expectNear(await summaryOf(known, dataset, 1 / 16), known);
  });

  it('CIFAR-10: the plain accuracy of the ResNet-20', async () => {
    const parts = [{ name: 'file', content: file('cifar10/cifar10-test-first-1000.bin') }];
    const dataset = await service.client.admit('/v1/datasets', parts, { scale: 1 / 255 });
    const { client } = service;
    const content = file('cifar10/cifar10-resnet20-noise-0.25.onnx');
    const model = await client.admit('/v1/models', [{ name: 'file', content }], {
      domain: [0, 1],
      grid: 1 / 255,
    });
    const method = { name: 'smoothing', task: 'predict', sigma: 0.25, n: 20, alpha: 0.2 };
    const { id } = await client.submit({ model, dataset, method });
    expect((await client.ended(id)).status).toBe('succeeded');
    expect((await client.summary(id)).base_accuracy).toBeCloseTo(0.59, 10);
  });
});
