import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Certificate, SignedCertificate } from '../../src/certify/certificate/schema.ts';
import { METHOD_SETTLED } from '../../src/certify/certifiers/index.ts';
import { openCertificates } from '../../src/service/certificate.ts';
import { Refusal } from '../../src/service/errors.ts';
import { derivedSeed } from '../../src/service/identity.ts';
import type { Job, Row } from '../../src/service/job.ts';
import type { Records, Signer } from '../../src/service/ports.ts';
import { findSubject } from '../../src/service/subject.ts';
import { aJobIn, anEnding, lease } from '../laws/records/story.ts';
import { aDataset, aModel, aRow, at, digestOf, memoryRecords, PROVENANCE } from '../support/records.ts';
import { aSigner } from '../support/signer.ts';
import { METHOD } from '../support/workplace.ts';

let records: Records;
beforeEach(async () => (records = await memoryRecords()));
afterEach(() => records.close());

const SETTLED = METHOD_SETTLED.parse(METHOD);
const ROWS = [aRow(0), aRow(1, { verdict: 'abstained', prediction: null, radius: null, correct: false })];

async function job(id = 'job_1', changes: Partial<Job> = {}, store = records): Promise<Job> {
  const seed = derivedSeed(digestOf('mdl_1'), digestOf('dst_1'), SETTLED);
  const samples = { offset: 0, limit: 2, stride: 1 };
  await aJobIn(store, { id, chunks: 1, count: 2, job: { method: SETTLED, samples, seed, ...changes } });
  return (await store.job(id))!;
}

async function succeeded(
  id = 'job_1',
  changes: Partial<Job> = {},
  {
    store = records,
    rows = ROWS,
    ended = 5,
  }: { store?: Records; rows?: readonly Row[]; ended?: number } = {},
): Promise<Job> {
  await job(id, changes, store);
  const { attempt } = await lease(store, `${id}-0`);
  await store.record(`${id}-0`, attempt, rows, PROVENANCE);
  await store.end(id, at(ended), anEnding('succeeded', { delivery: null }));
  return (await store.job(id))!;
}

const certificates = (store = records, signer: Signer = aSigner) => openCertificates(store, signer);

async function issued(of: Job, store = records): Promise<SignedCertificate> {
  return JSON.parse((await certificates(store).issue(of)).text) as SignedCertificate;
}

/** What is signed: the certificate without its signature. */
const bodyOf = ({ signature: _, ...body }: SignedCertificate): Certificate => body;

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as Refusal,
  );

describe('the certificate of a job', () => {
  it('says what the job is made of, and every outcome', async () => {
    const certificate = await issued(await succeeded());
    expect(certificate).toMatchObject({
      format: 'provable/certificate',
      version: 1,
      model: {
        digest: digestOf('mdl_1'),
        name: 'digits',
        classes: 2,
        input: { name: 'input', shape: [-1, 2] },
      },
      dataset: { digest: digestOf('dst_1'), count: 4, samples: { offset: 0, limit: 2, stride: 1 } },
      method: SETTLED,
      guarantee: { kind: 'probabilistic', confidence: 0.999 },
      joint: { of: 2 },
      provenance: {
        product: { name: 'provable', version: PROVENANCE.product },
        engine: 'onnxruntime',
        cpu: null,
      },
      summary: { samples: 2, certified: 1, abstained: 1, clean_accuracy: 0.5 },
    });
    const { seconds: _, ...row } = ROWS[0]!;
    expect(certificate.outcomes.rows![0]).toEqual(row);
  });

  it('has the bytes of another one of the same request, at another time and in another store', async () => {
    const first = await issued(await succeeded('job_1'));
    const second = await issued(
      await succeeded(
        'job_2',
        { created_at: at(100), metadata: { other: 'thing' }, webhook: null },
        { ended: 200 },
      ),
    );
    const elsewhere = await memoryRecords();
    const slower = ROWS.map((row) => ({ ...row, seconds: 99 }));
    const third = await issued(await succeeded('job_9', {}, { store: elsewhere, rows: slower }), elsewhere);
    await elsewhere.close();
    expect(JSON.stringify(bodyOf(second))).toBe(JSON.stringify(bodyOf(first)));
    expect(JSON.stringify(bodyOf(third))).toBe(JSON.stringify(bodyOf(first)));
    expect(second.signature).not.toBe(first.signature);
  });

  it('states the digest of the lines that go with it', async () => {
    const of = await succeeded();
    const hash = createHash('sha256');
    let lines = 0;
    for await (const line of certificates().outcomes(of)) {
      hash.update(line);
      lines++;
    }
    const { outcomes } = await issued(of);
    expect(outcomes).toMatchObject({ count: lines, digest: `sha256:${hash.digest('hex')}` });
  });

  it('is signed as of the end of the job, over the text without the signature', async () => {
    const asked: { text: string; at: string }[] = [];
    const signer: Signer = {
      ...aSigner,
      sign: async (payload, time) => {
        asked.push({ text: Buffer.from(payload).toString(), at: time.toISOString() });
        return 'a..b';
      },
    };
    const of = await succeeded();
    const office = certificates(records, signer);
    const { text, signature } = await office.issue(of);
    expect(signature).toBe('a..b');
    expect(asked).toEqual([{ text: text.replace('"signature":"a..b",', ''), at: of.finished_at }]);
    await office.issue(of);
    expect(asked).toHaveLength(1);
  });

  it('gives the texts that a derived seed is the digest of, and none of a stated one', async () => {
    const { seed } = await issued(await succeeded());
    const hash = createHash('sha256');
    for (const input of seed.inputs!) hash.update(`${input.length}:${input}`);
    expect(hash.digest('hex')).toBe(seed.value);
    const stated = await issued(await succeeded('job_2', { seed: 'ab'.repeat(32), seed_source: 'client' }));
    expect(stated.seed).toMatchObject({ value: 'ab'.repeat(32), source: 'client', inputs: null });
    expect(stated.caveats.join(' ')).toContain('stated by the client');
    const unknown = await issued(await succeeded('job_3', { seed: 'cd'.repeat(32) }));
    expect(unknown.seed).toMatchObject({ source: 'derived', inputs: null });
  });

  it('is tried again after it could not be made', async () => {
    let fails = true;
    const signer: Signer = {
      ...aSigner,
      sign: async () => {
        if (fails) throw new Error('no entropy');
        return 'a..b';
      },
    };
    const of = await succeeded();
    const office = certificates(records, signer);
    await expect(office.issue(of)).rejects.toThrow('no entropy');
    fails = false;
    expect((await office.issue(of)).signature).toBe('a..b');
  });
});

describe('a job without a certificate', () => {
  it.each(['failed', 'canceled', 'expired'] as const)('has %s, and the refusal says so', async (status) => {
    const of = await job();
    if (status === 'canceled') await records.stop(of.id, 'canceled', at(4), null);
    await records.end(of.id, at(5), anEnding(status));
    const ended = (await records.job(of.id))!;
    const error = await refusal(certificates().issue(ended));
    expect(error).toMatchObject({
      code: 'job_not_succeeded',
      status: 409,
      faults: [{ code: `job_${status}` }],
    });
    expect(error?.message).toContain(`ended as ${status}, with 0 of 2 samples done`);
    expect(() => certificates().outcomes(ended)).toThrow(Refusal);
  });

  it('runs or waits, and the refusal says how far it is', async () => {
    const error = await refusal(certificates().issue(await job()));
    expect(error).toMatchObject({ code: 'job_not_succeeded', faults: [{ code: 'job_queued' }] });
    expect(error?.message).toContain('0 of 2 samples done; ask again when it has succeeded');
  });
});

describe('a job whose model or data were deleted', () => {
  it('keeps what its certificate says of them', async () => {
    await records.addModel(aModel('mdl_1'));
    await records.addDataset(aDataset('dst_1'));
    const subject = (await findSubject(records, {
      model_id: 'mdl_1',
      dataset_id: 'dst_1',
      denoiser_id: null,
    }))!;
    const of = await succeeded('job_1', { subject });
    const before = await issued(of);
    await records.removeModel('mdl_1');
    await records.removeDataset('dst_1');
    expect(await issued((await records.job('job_1'))!)).toEqual(before);
  });

  it('has no certificate if it kept nothing, as those of older releases', async () => {
    const of = await succeeded();
    await records.removeDataset('dst_1');
    const error = await refusal(certificates().issue(of));
    expect(error).toMatchObject({ code: 'certificate_unavailable', status: 409 });
    await records.addDataset(aDataset('dst_1'));
    expect((await issued(of)).dataset.name).toBe('digits-test');
  });
});
