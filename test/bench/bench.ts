import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { processesWith } from '../support/processes.ts';
import { startStandalone } from '../support/standalone.ts';
import { intervalRates } from './interval.ts';
import { bisectionShare, jobTime } from './interval-job.ts';
import { family, residentOf, uploadGrowth } from './memory.ts';
import { noiseRate } from './noise.ts';
import type { Measured } from './report.ts';
import { tableOf } from './report.ts';
import { compare, median, withRunners } from './service-rate.ts';
import type { Subject } from './service-rate.ts';

/**
 * `npm run bench`: what the service costs, as ratios measured in one run. The large models and their data are not part
 * of the repository: they are read from DATA when it is there, and their rows are left unmeasured when it is not.
 */

const DATA = process.env['PROVABLE_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const OUT = join(import.meta.dirname, '../../data/bench.json');
const CORES = 2;

const from = (...path: readonly string[]) => join(DATA, ...path);
const admit = (model: string, metadata: object, parts: readonly [string, string][], declared: object) => {
  return async (client: Client) => ({
    model: await client.admit('/v1/models', [{ name: 'file', content: readFileSync(model) }], metadata),
    dataset: await client.admit(
      '/v1/datasets',
      parts.map(([name, file]) => ({ name, content: readFileSync(file) })),
      declared,
    ),
  });
};

const EIGHT_BIT = { domain: [0, 1], grid: 1 / 255 };
const resnet: Subject = {
  name: 'ResNet-20',
  model: from('cifar10', 'cifar10-resnet20-noise-0.25.onnx'),
  batch: 64,
  admit: admit(
    from('cifar10', 'cifar10-resnet20-noise-0.25.onnx'),
    EIGHT_BIT,
    [['file', from('cifar10', 'cifar10-test-first-1000.bin')]],
    { scale: 1 / 255 },
  ),
  sigma: 0.25,
  samples: 8,
  n: 9900,
};
const mnist: Subject = {
  name: 'MNIST CNN',
  model: from('mnist', 'mnist-noise-0.50.onnx'),
  batch: 64,
  admit: admit(
    from('mnist', 'mnist-noise-0.50.onnx'),
    EIGHT_BIT,
    [
      ['file', from('mnist', 't10k-images-idx3-ubyte.gz')],
      ['labels', from('mnist', 't10k-labels-idx1-ubyte.gz')],
    ],
    { scale: 1 / 255 },
  ),
  sigma: 0.5,
  samples: 120,
  n: 9900,
};

const trained: Subject = {
  ...mnist,
  model: from('mnist', 'mnist-ibp-0.20.onnx'),
  admit: admit(
    from('mnist', 'mnist-ibp-0.20.onnx'),
    EIGHT_BIT,
    [
      ['file', from('mnist', 't10k-images-idx3-ubyte.gz')],
      ['labels', from('mnist', 't10k-labels-idx1-ubyte.gz')],
    ],
    { scale: 1 / 255 },
  ),
};

const rows: Measured[] = [];
const note = (row: Measured) => {
  rows.push(row);
  process.stderr.write(`${row.row}: ${row.value ?? row.note}\n`);
};
const least = (value: number) => ({ at: 'least', value }) as const;
const most = (value: number) => ({ at: 'most', value }) as const;

async function efficiency(subject: Subject, target: number): Promise<void> {
  const row = `${subject.name}: service ÷ bare engine, ${CORES} cores`;
  if (!existsSync(subject.model)) {
    return note({ row, value: null, unit: '', target: least(target), note: 'its model is not there' });
  }
  const { service, bare } = await compare(subject, CORES, 2);
  const words = `${Math.round(service)} of ${Math.round(bare)} samples/s`;
  note({ row, value: service / bare, unit: '', target: least(target), note: words });
}

async function scaling(subject: Subject, rounds: number): Promise<void> {
  const row = `${subject.name}: 2 runners ÷ 1 runner`;
  if (!existsSync(subject.model)) {
    return note({ row, value: null, unit: '', target: least(1.8), note: 'its model is not there' });
  }
  const [one, two] = await withRunners(subject, [1, 2], rounds);
  const words = `${Math.round(two!)} against ${Math.round(one!)} samples/s`;
  note({ row, value: two! / one!, unit: '', target: least(1.8), note: words });
}

async function latencyAndMemory(): Promise<void> {
  const service = await startStandalone({ RUNNERS: String(CORES), LOG_LEVEL: 'info', LEASE_SECONDS: '10' });
  try {
    const { client } = service;
    const idle = () => family(service.process.child.pid!).reduce((sum, pid) => sum + residentOf(pid), 0);
    const examiners = () => processesWith('runner.js examine').length;
    const fresh = idle();
    const ids = await admitDigits(client);
    const took: number[] = [];
    for (let round = 0; round < 25; round++) {
      const start = performance.now();
      const body = { ...ids, samples: { offset: round, limit: 1 }, method: smoothing(100) };
      const headers = { 'content-type': 'application/json', prefer: 'wait=10' };
      const answer = await fetch(`${client.address}/v1/jobs`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const { status } = (await answer.json()) as { status: string };
      if (status !== 'succeeded') throw new Error(`a job of one sample ${status}`);
      took.push(performance.now() - start);
    }
    const words = `median of ${took.length}, slowest ${Math.max(...took).toFixed(0)} ms`;
    note({
      row: 'job of one sample, n=100',
      value: median(took),
      unit: 'ms',
      target: most(150),
      note: words,
    });
    while (examiners() > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    const memory = `all processes, after 25 jobs; ${fresh.toFixed(0)} MB before its first`;
    note({ row: 'idle RSS, standalone', value: idle(), unit: 'MB', target: most(450), note: memory });
    const { growth, status } = await uploadGrowth(service, 300);
    const answered = `answered ${status}`;
    note({ row: 'API growth, 300 MB upload', value: growth, unit: 'MB', target: most(80), note: answered });
  } finally {
    await service.close();
  }
}

/** Bounds beside the plain network: the same batch of 256, one core, in turns. */
async function bounds(subject: Subject): Promise<void> {
  const there = existsSync(subject.model);
  const rates = there ? await intervalRates(subject.model, 256, 5) : null;
  const missing = 'its model is not there';
  const row = (
    name: string,
    value: number | undefined,
    unit: string,
    target: Measured['target'],
    words: string,
  ) =>
    note({
      row: `${subject.name}: ${name}`,
      value: value ?? null,
      unit,
      target,
      note: there ? words : missing,
    });
  const words = rates ? `${Math.round(rates.float32)} of ${Math.round(rates.plain)} samples/s` : '';
  row('interval ÷ plain forward', rates ? rates.float32 / rates.plain : undefined, '', least(0.4), words);
  row('float32-sound ÷ real', rates ? rates.float32 / rates.real : undefined, '', least(0.85), 'both sound');
  row('compiled to its bounds', rates?.compile, 'ms', most(1000), 'canonical form, bounds, load');
}

async function wholeSet(): Promise<void> {
  const row = 'MNIST CNN: 10,000 images at one ε, 2 cores';
  if (!existsSync(trained.model)) {
    return note({ row, value: null, unit: 's', target: most(10), note: 'its model is not there' });
  }
  const { seconds, plain, samples, certified } = await jobTime(trained, 0.1, CORES);
  const words = `${certified} of ${samples} certified; ${(seconds / plain).toFixed(1)} times plain evaluation`;
  note({ row, value: seconds, unit: 's', target: most(10), note: words });
  const share = await bisectionShare(trained.model, from('mnist', 't10k-images-idx3-ubyte.gz'), 16, 12);
  note({
    row: 'MNIST CNN: 16 single passes ÷ search of 16 steps',
    value: share,
    unit: '',
    target: least(0.9),
    note: 'the search tries its limit first: 17 passes',
  });
}

await latencyAndMemory();
for (const dimensions of [784, 3072]) {
  const rate = noiseRate(dimensions, 2) / 1e6;
  note({
    row: `noise draws, d=${dimensions}`,
    value: rate,
    unit: 'M/s',
    target: least(100),
    note: 'one core',
  });
}
await bounds(trained);
await bounds(resnet);
await wholeSet();
await efficiency(resnet, 0.92);
await efficiency(mnist, 0.6);
await scaling({ ...resnet, n: 2400 }, 2);
await scaling(mnist, 2);

process.stdout.write(`\n${tableOf(rows)}\n`);
mkdirSync(join(OUT, '..'), { recursive: true });
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
writeFileSync(OUT, JSON.stringify({ machine, rows }, null, 2));
process.stdout.write(`\nwritten to data/bench.json\n`);
