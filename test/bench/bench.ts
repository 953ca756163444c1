import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../support/client.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { processesWith } from '../support/processes.ts';
import { startStandalone } from '../support/standalone.ts';
import { anytimeDraws } from './anytime.ts';
import { intervalRates } from './interval.ts';
import { bisectionShare, jobTime } from './interval-job.ts';
import { family, residentOf, uploadGrowth } from './memory.ts';
import { mlp } from './mlp.ts';
import { noiseRate } from './noise.ts';
import { reportCost } from './report-page.ts';
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
/** Beside the 100 of the selection: 25,000 in all, a quarter of what is usual. */
const DRAWS = 24_900;
/** Of an MNIST image. */
const PIXELS = 784;

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
  samples: 4,
  n: DRAWS,
};
const digitsOf = (model: string): Pick<Subject, 'model' | 'admit'> => ({
  model,
  admit: admit(
    model,
    EIGHT_BIT,
    [
      ['file', from('mnist', 't10k-images-idx3-ubyte.gz')],
      ['labels', from('mnist', 't10k-labels-idx1-ubyte.gz')],
    ],
    { scale: 1 / 255 },
  ),
});
const mnist: Subject = {
  name: 'MNIST CNN',
  ...digitsOf(from('mnist', 'mnist-noise-0.50.onnx')),
  batch: 64,
  sigma: 0.5,
  samples: 48,
  n: DRAWS,
};
const trained: Subject = { ...mnist, ...digitsOf(from('mnist', 'mnist-ibp-0.20.onnx')) };

const rows: Measured[] = [];
const note = (row: Measured) => {
  rows.push(row);
  process.stderr.write(`${row.row}: ${row.value ?? row.note}\n`);
};
const least = (value: number) => ({ at: 'least', value }) as const;
const most = (value: number) => ({ at: 'most', value }) as const;

type Aim = Pick<Measured, 'row' | 'unit' | 'target'>;

/** Whether the model is part of this machine's data; rows of one that is not have no figure. */
function isThere({ model }: Subject, ...aims: readonly Aim[]): boolean {
  if (existsSync(model)) return true;
  for (const aim of aims) note({ ...aim, value: null, note: 'its model is not there' });
  return false;
}

/** `draws`: noisy values a second and core; given where their making is what limits the rate. */
async function efficiency(subject: Subject, target: number | null, draws?: number): Promise<void> {
  const row = `${subject.name}: service ÷ bare engine, ${CORES} cores`;
  const aim = { row, unit: '', target: target === null ? null : least(target) };
  if (!isThere(subject, aim)) return;
  const { service, bare } = await compare(subject, CORES, 2);
  const rates = `${Math.round(service)} of ${Math.round(bare)} samples/s`;
  const allowed = draws === undefined ? null : 1 / (1 + ((bare / CORES) * PIXELS) / draws);
  const words = allowed === null ? rates : `${rates}; noise alone allows ${allowed.toFixed(3)}`;
  note({ ...aim, value: service / bare, note: words });
}

/** A network so small that making noise for it takes as long as running it. */
async function dense(draws: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'provable-bench-'));
  const model = join(directory, 'mlp.onnx');
  try {
    if (existsSync(mnist.model)) writeFileSync(model, mlp([PIXELS, 256, 128, 10]));
    await efficiency({ ...mnist, name: 'MLP 784-256-128-10', ...digitsOf(model) }, null, draws);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Rates of every noise on one core. Answers that of Gaussian noise on MNIST images. */
async function noises(): Promise<number> {
  const rate = async (name: Parameters<typeof noiseRate>[0], dimensions: number, target: number | null) => {
    const value = await noiseRate(name, dimensions, 2);
    const aim = target === null ? null : least(target);
    note({
      row: `${name} draws, d=${dimensions}`,
      value: value / 1e6,
      unit: 'M/s',
      target: aim,
      note: 'one core',
    });
    return value;
  };
  for (const name of ['uniform', 'laplace', 'split', 'subsets', 'windows'] as const)
    await rate(name, PIXELS, null);
  await rate('gaussian', 3072, 200);
  return rate('gaussian', PIXELS, 200);
}

async function anytime(): Promise<void> {
  const aim = { row: 'MNIST CNN: draws, anytime ÷ fixed, r=0.5', unit: '', target: most(1 / 8) };
  if (!isThere(mnist, aim)) return;
  const [images, cap] = [100, 100_000];
  const { draws, unused, decided } = await anytimeDraws(images, 0.5, cap);
  const words = `${draws} draws, and ${unused} to fill batches, decide ${decided} of ${images} images`;
  note({ ...aim, value: (draws + unused) / (images * cap), note: words });
}

async function scaling(subject: Subject, rounds: number): Promise<void> {
  const aim = { row: `${subject.name}: 2 runners ÷ 1 runner`, unit: '', target: least(1.8) };
  if (!isThere(subject, aim)) return;
  const [one, two] = await withRunners(subject, [1, 2], rounds);
  note({
    ...aim,
    value: two! / one!,
    note: `${Math.round(two!)} against ${Math.round(one!)} samples/s`,
  });
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

/** The page of a large job, as a client waits for it. */
async function report(): Promise<void> {
  const { first, later, bytes } = await reportCost();
  const words = `the first since the start; ${later.toFixed(2)} s after that`;
  note({ row: 'report of 10,000 samples', value: first, unit: 's', target: most(2), note: words });
  note({
    row: 'report of 10,000 samples, size',
    value: bytes / 1e6,
    unit: 'MB',
    target: most(3),
    note: 'HTML',
  });
}

/** Bounds beside the plain network: the same batch of 256, one core, in turns. */
async function bounds(subject: Subject): Promise<void> {
  const row = (name: string) => `${subject.name}: ${name}`;
  const share = { row: row('interval ÷ plain forward'), unit: '', target: least(0.4) };
  const sound = { row: row('float32-sound ÷ real'), unit: '', target: least(0.85) };
  const compiled = { row: row('compiled to its bounds'), unit: 'ms', target: most(1000) };
  if (!isThere(subject, share, sound, compiled)) return;
  const { plain, float32, real, compile } = await intervalRates(subject.model, 256, 5);
  const words = `${Math.round(float32)} of ${Math.round(plain)} samples/s`;
  note({ ...share, value: float32 / plain, note: words });
  note({ ...sound, value: float32 / real, note: 'both sound' });
  note({ ...compiled, value: compile, note: 'canonical form, bounds, load' });
}

async function wholeSet(): Promise<void> {
  const whole = { row: 'MNIST CNN: 10,000 images at one ε, 2 cores', unit: 's', target: most(10) };
  const row = 'MNIST CNN: 16 single passes ÷ search of 16 steps';
  const search = { row, unit: '', target: least(0.9) };
  if (!isThere(trained, whole, search)) return;
  const { seconds, plain, samples, certified } = await jobTime(trained, 0.1, CORES);
  const words = `${certified} of ${samples} certified; ${(seconds / plain).toFixed(1)} times plain evaluation`;
  note({ ...whole, value: seconds, note: words });
  const share = await bisectionShare(trained.model, from('mnist', 't10k-images-idx3-ubyte.gz'), 16, 12);
  note({ ...search, value: share, note: 'the search tries its limit first: 17 passes' });
}

await latencyAndMemory();
await report();
const draws = await noises();
await anytime();
await bounds(trained);
await bounds(resnet);
await wholeSet();
await efficiency(resnet, 0.97);
await efficiency(mnist, 0.8);
await dense(draws);
await scaling({ ...resnet, samples: 8, n: 2400 }, 2);
await scaling({ ...mnist, samples: 120, n: 9900 }, 2);

process.stdout.write(`\n${tableOf(rows)}\n`);
mkdirSync(join(OUT, '..'), { recursive: true });
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
writeFileSync(OUT, JSON.stringify({ machine, rows }, null, 2));
process.stdout.write(`\nwritten to data/bench.json\n`);
