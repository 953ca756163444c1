import { join } from 'node:path';
import { searchPath } from './config.ts';
import { connectTo } from './demo/client.ts';
import type { Client, JobView } from './demo/client.ts';
import { bar, curve, down, percent, table } from './demo/picture.ts';
import { startService } from './demo/service.ts';

/** The main jobs on the built-in example, over HTTP against the real service. */

const EXAMPLE = join(import.meta.dirname, '../src/example');
const SAMPLES = 200;
const DRAWS = 5000;
const RADII = [0, 0.1, 0.25, 0.5, 0.75];
const SIZES = [0.02, 0.05, 0.1];
const CURVE = Array.from({ length: 45 }, (_, column) => column / 50);

const terminal = process.stdout.isTTY;
const say = (text = '') => process.stdout.write(`${text}\n`);

function progressLine({ progress }: JobView, seconds: number): string {
  const { done, total, eta_seconds: eta } = progress;
  const rate = done > 0 ? `${(done / seconds).toFixed(1)} images/s` : 'starting';
  const left = eta === null || done === total ? '' : `, ${Math.ceil(eta)} s left`;
  return `  ${bar(done / total, 30)} ${String(done).padStart(String(total).length)}/${total}  ${rate}${left}`;
}

/** Shows the job until it ends: one moving line on a terminal, a few plain lines elsewhere. */
async function watch(client: Client, id: string): Promise<{ job: JobView; seconds: number }> {
  const start = performance.now();
  let shown = -1;
  for (;;) {
    const job = await client.job(id);
    const seconds = (performance.now() - start) / 1000;
    const ended = ['succeeded', 'failed', 'canceled', 'expired'].includes(job.status);
    const quarter = Math.floor((4 * job.progress.done) / job.progress.total);
    if (terminal) process.stdout.write(`\r\u001b[K${progressLine(job, seconds)}${ended ? '\n' : ''}`);
    else if (quarter > shown || ended) say(progressLine(job, seconds));
    shown = Math.max(shown, quarter);
    if (ended) return { job, seconds };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function demonstrate(client: Client): Promise<void> {
  const dataset = await client.upload('/v1/datasets', join(EXAMPLE, 'digits-test.npz'), {
    name: 'digits-test',
    scale: 1 / 16,
  });
  say(`  dataset  ${dataset.id}   500 handwritten digits of 8 × 8 pixels`);
  await smooth(client, dataset.id);
  await bound(client, dataset.id);
}

/** Certifies a noisy network by randomized smoothing. */
async function smooth(client: Client, dataset: string): Promise<void> {
  const model = await client.upload('/v1/models', join(EXAMPLE, 'digits-noise-0.25.onnx'), {
    name: 'digits',
    domain: [0, 1],
    grid: 1 / 16,
  });
  say(`  model    ${model.id}   a small convolutional network, trained with noise`);
  const accepted = await client.submit({
    model: model.id,
    dataset,
    samples: { limit: SAMPLES },
    method: { name: 'smoothing', sigma: 0.25, n0: 100, n: DRAWS, alpha: 0.001 },
  });
  say(`  job      ${accepted.id}   ${SAMPLES} images × ${DRAWS + 100} noisy copies`);
  say();
  const { job, seconds } = await watch(client, accepted.id);
  if (job.status !== 'succeeded') throw new Error(`the job ${job.status}: ${job.error?.message}`);

  const summary = await client.summary(
    job.id,
    [...new Set([...RADII, ...CURVE])].sort((a, b) => a - b),
  );
  const points = summary.certified_accuracy.filter(({ radius }) => CURVE.includes(radius));
  say();
  say('  Share of all images that are classified right, and provably stay so under every perturbation');
  say('  up to the radius (L2; pixels are in [0, 1]):');
  say();
  say(table(summary, RADII));
  say();
  say(curve({ ...summary, certified_accuracy: points }));
  say();
  say(`  average certified radius ${down(summary.average_certified_radius, 3)}`);
  say(`  abstained                ${summary.abstained} of ${summary.samples} (counted as not certified)`);
  const { confidence, false_certificates_at_most: most } = summary.statement;
  say(`  confidence               ${summary.guarantee.confidence} for each image;`);
  say(
    `                           ${confidence} that at most ${most} of all ${summary.samples} are falsely certified`,
  );
  const passes = (SAMPLES * (DRAWS + 100)) / seconds;
  say(
    `  speed                    ${(SAMPLES / seconds).toFixed(1)} images/s, ${Math.round(passes).toLocaleString('en')} forward passes/s`,
  );
}

/** Certifies another network by interval bounds: no noise, no chance, and the whole data set in a moment. */
async function bound(client: Client, dataset: string): Promise<void> {
  say();
  const model = await client.upload('/v1/models', join(EXAMPLE, 'digits-ibp-0.10.onnx'), {
    name: 'bounded digits',
    domain: [0, 1],
  });
  say(`  model    ${model.id}   a network of the same kind, trained so that its bounds are tight`);
  const method = { name: 'interval', epsilon: SIZES };
  const accepted = await client.submit({ model: model.id, dataset, method });
  say(`  job      ${accepted.id}   500 images × ${SIZES.length} sizes`);
  say();
  const { job, seconds } = await watch(client, accepted.id);
  if (job.status !== 'succeeded') throw new Error(`the job ${job.status}: ${job.error?.message}`);
  const summary = await client.summary(job.id, [0, ...SIZES]);
  say();
  say(
    '  The same share when every pixel may change by up to the radius (L∞), proved without chance, for the',
  );
  say('  float32 program as it runs:');
  say();
  say(table(summary, SIZES));
  say();
  say(`  accuracy                 ${percent(summary.base_accuracy)} without any change`);
  say(
    `  speed                    ${Math.round((summary.samples * SIZES.length) / seconds).toLocaleString('en')} certificates/s`,
  );
}

say('Provable: certificates that no small perturbation changes a prediction');
say();
const service = await startService(join(import.meta.dirname, 'standalone.js'), { PATH: searchPath() });
say(`  service  ${service.address}   ${service.queue}`);
try {
  await demonstrate(connectTo(service.address));
} finally {
  await service.stop();
}
say();
say('This service ran for the demo only and is stopped. To keep one running:');
say('  npm start        then open http://127.0.0.1:8080/docs (Swagger UI)');
