import { npyOf } from '../service/dataset/uploads.ts';
import { boundedModel, DIGITS } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import { median } from './service-rate.ts';

const SAMPLES = 10_000;
const PIXELS = 64;

/** Images of chance and labels of chance: neither changes what a page costs. */
function chance(): { images: Uint8Array; labels: Uint8Array } {
  let seed = 1;
  const below = (limit: number) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
  const images = Uint8Array.from({ length: SAMPLES * PIXELS }, () => below(17));
  const labels = Uint8Array.from({ length: SAMPLES }, () => below(10));
  return { images: npyOf('|u1', [SAMPLES, 1, 8, 8], images), labels: npyOf('|u1', [SAMPLES], labels) };
}

/** What the page of a job of 10,000 samples costs a client: the first one, later ones, and its bytes. */
export async function reportCost(): Promise<{ first: number; later: number; bytes: number }> {
  const service = await startStandalone({ LOG_LEVEL: 'info', LEASE_SECONDS: '10' });
  try {
    const { client } = service;
    const { images, labels } = chance();
    const model = await client.admit('/v1/models', [{ name: 'file', content: boundedModel() }], DIGITS);
    const parts = [
      { name: 'file', content: images },
      { name: 'labels', content: labels },
    ];
    const dataset = await client.admit('/v1/datasets', parts, { scale: 1 / 16 });
    const method = { name: 'interval', search: { max: 0.2, steps: 8 } };
    const { id } = await client.submit({ model, dataset, method });
    const { status } = await client.ended(id);
    if (status !== 'succeeded') throw new Error(`the job ${status}`);
    const took: number[] = [];
    let bytes = 0;
    for (let round = 0; round < 6; round++) {
      const start = performance.now();
      const answer = await fetch(`${client.address}/v1/jobs/${id}/report`);
      bytes = (await answer.arrayBuffer()).byteLength;
      if (answer.status !== 200) throw new Error(`the report was answered ${answer.status}`);
      took.push((performance.now() - start) / 1000);
    }
    return { first: took[0]!, later: median(took.slice(1)), bytes };
  } finally {
    await service.close();
  }
}
