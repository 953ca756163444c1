import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { evaluator } from '../../src/adapters/onnxruntime/evaluator.ts';
import { interval } from '../../src/certify/certifiers/interval/interval.ts';
import type { BatchRow } from '../../src/certify/certifier.ts';
import { decode } from '../../src/graph/onnx/decode.ts';
import { classifierOf } from '../../src/service/classifier.ts';
import type { ModelFacts } from '../../src/service/model/model.ts';
import { startStandalone } from '../support/standalone.ts';
import { bareRate, median } from './service-rate.ts';
import type { Subject } from './service-rate.ts';

export interface JobTime {
  /** Seconds from the submission of a job to its end. */
  readonly seconds: number;
  /** Seconds that bare engines take for the same samples, on as many cores. */
  readonly plain: number;
  readonly samples: number;
  readonly certified: number;
}

/** A whole data set at one ε, through the whole service, as a client sees it. */
export async function jobTime(subject: Subject, epsilon: number, runners: number): Promise<JobTime> {
  const service = await startStandalone({ RUNNERS: String(runners), LOG_LEVEL: 'info', LEASE_SECONDS: '10' });
  try {
    const { client } = service;
    const ids = await subject.admit(client);
    const took: number[] = [];
    let samples = 0;
    let certified = 0;
    for (let round = 0; round < 3; round++) {
      const start = performance.now();
      const method = { name: 'interval', epsilon };
      const { id } = await client.submit({ ...ids, method });
      const job = await client.ended(id);
      if (job.status !== 'succeeded') throw new Error(JSON.stringify(job));
      took.push((performance.now() - start) / 1000);
      ({ samples, certified } = await client.summary(id));
    }
    const rate = await bareRate(subject, runners, 3);
    return { seconds: median(took), plain: samples / rate, samples, certified };
  } finally {
    await service.close();
  }
}

/** Rate of a bisection of so many steps, by that of as many single passes, on one batch of real images. */
export async function bisectionShare(
  model: string,
  images: string,
  steps: number,
  rounds: number,
): Promise<number> {
  const bytes = readFileSync(model);
  const program = await evaluator.load(bytes);
  const pixels = gunzipSync(readFileSync(images)).subarray(16);
  const shape = [1, 28, 28];
  const batch = 64;
  const facts = {
    inputs: [{ name: program.inputs[0]! }],
    outputs: [{ name: program.outputs[0]! }],
    sample_shape: shape,
    batch,
    classes: 10,
  } as unknown as ModelFacts;
  const subject = {
    classifier: classifierOf(program, facts),
    model: () => Promise.resolve(decode(bytes)),
    evaluator,
  };
  const rows: BatchRow[] = Array.from({ length: batch }, (_, row) => {
    const values = Float32Array.from(pixels.subarray(row * 784, (row + 1) * 784), (pixel) => pixel / 255);
    return { sample: { index: row, values, label: null }, row, base: row % 10 };
  });
  const settled = {
    name: 'interval',
    norm: 'linf',
    arithmetic: 'float32',
    domain: [0, 1],
    reach: 2,
  } as const;
  const open = (method: object) => interval.open({ ...settled, ...method } as never, subject);
  const [search, single] = [await open({ search: { max: 0.3, steps } }), await open({ epsilon: 0.15 })];
  const took: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await search.certify(rows);
    const middle = performance.now();
    for (let pass = 0; pass < steps; pass++) await single.certify(rows);
    took[0].push(middle - start);
    took[1].push(performance.now() - middle);
  }
  await Promise.all([search.release?.(), single.release?.(), program.release()]);
  return median(took[1]) / median(took[0]);
}
