import { createHash } from 'node:crypto';
import type { Job } from '../../service/job.ts';
import type { Provable } from '../../service/provable.ts';
import { canonical } from '../../verify/canonical.ts';
import type { Json, JsonObject } from '../../verify/json.ts';
import { isObject } from '../../verify/shape.ts';

/** Pages of jobs that are looked through. */
const PAGES = 20;
const PAGE = 100;

type Reading = Pick<Provable, 'jobs' | 'outcomes'>;

/** The job of this instance that a certificate which leaves out its outcomes is of, where their digest is the same; else null. */
export async function jobOfCertificate(provable: Reading, certificate: Json): Promise<string | null> {
  if (!isObject(certificate)) return null;
  const outcomes = memberOf(certificate, 'outcomes');
  if (outcomes === null || outcomes['rows'] !== undefined) return null;
  for await (const job of succeeded(provable)) {
    if (!isOf(job, certificate)) continue;
    if ((await digestOf(await provable.outcomes(job.id))) === outcomes['digest']) return job.id;
  }
  return null;
}

async function* succeeded(provable: Reading): AsyncGenerator<Job> {
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const query = {
      status: 'succeeded',
      model_id: null,
      dataset_id: null,
      method: null,
      limit: PAGE,
      cursor,
    } as const;
    const { data, next_cursor: next } = await provable.jobs(query);
    yield* data;
    if (next === null) return;
    cursor = next;
  }
}

/** Cheap to tell; that the outcomes are the same, their digest says. */
function isOf(job: Job, certificate: JsonObject): boolean {
  const dataset = memberOf(certificate, 'dataset');
  const same: readonly (readonly [Json | undefined, Json | undefined])[] = [
    [job.model_digest, memberOf(certificate, 'model')?.['digest']],
    [job.dataset_digest, dataset?.['digest']],
    [job.seed, memberOf(certificate, 'seed')?.['value']],
    [{ ...job.samples }, dataset?.['samples']],
  ];
  return same.every(
    ([own, stated]) => own !== undefined && stated !== undefined && canonical(own) === canonical(stated),
  );
}

const memberOf = (value: JsonObject, key: string): JsonObject | null => {
  const member = Object.hasOwn(value, key) ? value[key]! : null;
  return isObject(member) ? member : null;
};

async function digestOf(lines: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for await (const line of lines) hash.update(line);
  return `sha256:${hash.digest('hex')}`;
}
