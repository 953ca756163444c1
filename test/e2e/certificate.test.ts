import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { createLocalJWKSet, flattenedVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { CERTIFICATE } from '../../src/certify/certificate/schema.ts';
import type { SignedCertificate } from '../../src/certify/certificate/schema.ts';
import { admitDigits, smoothing } from '../support/digits.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

const open: Standalone[] = [];
const started = async (settings: Record<string, string> = {}) => {
  const service = await startStandalone(settings);
  open.push(service);
  return service;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((service) => service.close()));
});

const METHOD = smoothing(500);

async function finished(service: Standalone, more: Record<string, unknown> = {}): Promise<string> {
  const ids = await admitDigits(service.client);
  const { id } = await service.client.submit({ ...ids, samples: { limit: 12 }, method: METHOD, ...more });
  expect(await service.client.ended(id)).toMatchObject({ status: 'succeeded' });
  return id;
}

const text = async ({ client }: Standalone, path: string): Promise<string> => {
  const answer = await fetch(client.address + path);
  expect(answer.status).toBe(200);
  return answer.text();
};
const served = (service: Standalone, id: string) => text(service, `/v1/jobs/${id}/certificate`);

/** The bytes that were signed, made by cutting the signature out of the text: nothing is written anew. */
const cut = (whole: string): string => {
  const { signature } = JSON.parse(whole) as SignedCertificate;
  return whole.replace(`"signature":"${signature}",`, '');
};

interface Keys {
  keys: { kid: string; x: string; kty: string; crv: string }[];
}
const keysOf = async (service: Standalone) =>
  JSON.parse(await text(service, '/.well-known/jwks.json')) as Keys;

async function verified(service: Standalone, whole: string): Promise<{ byJose: boolean; byHand: boolean }> {
  const { keys } = await keysOf(service);
  const payload = Buffer.from(cut(whole));
  const { signature: jws } = JSON.parse(whole) as SignedCertificate;
  const [header, , signature] = jws.split('.');
  const flattened = { protected: header!, payload, signature: signature! };
  const set = createLocalJWKSet({ keys });
  const byJose = await flattenedVerify(flattened, set, { crit: { b64: true } }).then(
    () => true,
    () => false,
  );
  const { kid } = JSON.parse(Buffer.from(header!, 'base64url').toString()) as { kid: string };
  const key = createPublicKey({ key: keys.find((one) => one.kid === kid)!, format: 'jwk' });
  const signed = Buffer.concat([Buffer.from(`${header}.`), payload]);
  return { byJose, byHand: verify(null, signed, key, Buffer.from(signature!, 'base64url')) };
}

describe('certificates of the real service', () => {
  it('are the same bytes for the same request, after a restart, and on another instance', async () => {
    const service = await started();
    const id = await finished(service);
    const whole = await served(service, id);
    expect(await verified(service, whole)).toEqual({ byJose: true, byHand: true });
    expect(await verified(service, whole.replace('"radius":', '"radius": '))).toEqual({
      byJose: false,
      byHand: false,
    });
    const { signature, ...body } = JSON.parse(whole) as SignedCertificate;
    expect(CERTIFICATE.parse(body)).toEqual(body);
    expect(body.provenance.cpu).not.toBeNull();
    expect(await text(service, `/v1/jobs/${id}/certificate.jws`)).toBe(signature);
    const lines = await text(service, `/v1/jobs/${id}/certificate/outcomes`);
    expect(body.outcomes).toMatchObject({
      count: lines.split('\n').length - 1,
      digest: `sha256:${createHash('sha256').update(lines).digest('hex')}`,
    });

    const again = await finished(service, { metadata: { another: 'time' } });
    expect(cut(await served(service, again))).toBe(cut(whole));
    const other = await started({ RUNNERS: '1', CHUNK_SAMPLES: '5' });
    expect(cut(await served(other, await finished(other)))).toBe(cut(whole));

    await service.restart('SIGTERM');
    expect(await served(service, id)).toBe(whole);
  });

  it('are the same whether a job was extended or had the larger cap from the start', async () => {
    const service = await started();
    const capped = (most: number) => ({ name: 'smoothing', sigma: 0.25, max_n: most, alpha: 0.001 });
    const small = await finished(service, { method: capped(200) });
    const { body } = await service.client.post<{ id: string }>(`/v1/jobs/${small}/extend`, { max_n: 600 });
    expect(await service.client.ended(body.id)).toMatchObject({ status: 'succeeded' });
    const direct = await finished(service, { method: capped(600) });
    expect(cut(await served(service, body.id))).toBe(cut(await served(service, direct)));
    expect(cut(await served(service, small))).not.toBe(cut(await served(service, direct)));
  });

  it('outlive model and data, and the key that signed them', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const service = await started();
    const id = await finished(service);
    const whole = await served(service, id);
    const [old] = (await keysOf(service)).keys;
    const { model, dataset } = (await (
      await fetch(`${service.client.address}/v1/jobs/${id}`)
    ).json()) as Record<string, string>;
    for (const path of [`/v1/models/${model}`, `/v1/datasets/${dataset}`])
      expect((await fetch(service.client.address + path, { method: 'DELETE' })).status).toBe(204);
    await service.restart('SIGTERM', {
      SIGNING_KEY: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    });
    const { keys } = await keysOf(service);
    expect(keys).toHaveLength(2);
    expect(keys[1]).toEqual(old);
    expect(await verified(service, whole)).toEqual({ byJose: true, byHand: true });
    const resigned = await served(service, id);
    expect(cut(resigned)).toBe(cut(whole));
    expect(resigned).not.toBe(whole);
    expect(await verified(service, resigned)).toEqual({ byJose: true, byHand: true });
  });

  it('are refused while the job runs, with its state', async () => {
    const service = await started({ RUNNERS: '1' });
    const ids = await admitDigits(service.client);
    const { id } = await service.client.submit({ ...ids, method: smoothing(100_000) });
    const answer = await fetch(`${service.client.address}/v1/jobs/${id}/certificate`);
    expect(answer.status).toBe(409);
    const problem = (await answer.json()) as { errors: { code: string }[] };
    expect(problem).toMatchObject({ code: 'job_not_succeeded' });
    expect(problem.errors[0]!.code).toMatch(/^job_(queued|running)$/);
  });
});
