import { afterAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CERTIFICATE_MEDIA } from '../../../../src/adapters/http/openapi/verification-body.ts';
import { verification } from '../../../../src/adapters/http/schemas/verification.ts';
import type { Problem } from '../../../../src/adapters/http/schemas/problem.ts';
import { canonical } from '../../../../src/verify/canonical.ts';
import type { JsonObject } from '../../../../src/verify/json.ts';
import { makeCertificate, signed, testKey } from '../../../support/certificates.ts';
import { diceOf, fuzzedPlan } from '../../../support/fuzzed-jobs.ts';
import { testApp } from '../support/app.ts';
import { MULTIPART_TYPE, multipart } from '../support/multipart.ts';
import { job } from '../support/provable.ts';

type Verification = z.output<typeof verification>;

const made = await makeCertificate(fuzzedPlan('fixed', diceOf('a certificate over HTTP')));
const { certificate } = made;

/** The same as of a large job: without its rows. */
const { rows: _, ...byDigest } = certificate.outcomes;
const bare = { ...certificate, outcomes: byDigest } as unknown as JsonObject;
const withoutRows = canonical({ ...bare, signature: signed(canonical(bare)) });

const own = {
  ...job,
  status: 'succeeded' as const,
  model_digest: certificate.model.digest,
  dataset_digest: certificate.dataset.digest,
  seed: certificate.seed.value,
  samples: certificate.dataset.samples,
};
const { app } = testApp({
  signingKeys: () => [{ ...testKey().jwk, alg: 'EdDSA', use: 'sig' }],
  holds: async (digest) => digest === certificate.model.digest,
  jobs: async () => ({ data: [job, own], next_cursor: null }),
  outcomes: async () =>
    (async function* () {
      yield made.outcomes;
    })(),
});
afterAll(() => app.close());

async function post<T = Verification>(payload: string | Buffer, type: string = CERTIFICATE_MEDIA) {
  const url = '/v1/certificates/verify';
  const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  return { status: answer.statusCode, body: answer.json<T>() };
}
const codes = ({ findings }: Verification) => findings.map(({ code }) => code);

describe('checking a certificate over HTTP', () => {
  it.each([CERTIFICATE_MEDIA, `${CERTIFICATE_MEDIA};version=1`, 'application/json'])(
    'takes it as %s',
    async (type) => {
      const { status, body } = await post(made.text, type);
      expect(status).toBe(200);
      expect(verification.parse(body)).toEqual(body);
      expect(body).toMatchObject({ valid: true, verdict: 'valid', findings: [] });
      expect(body.known).toEqual({ model: true, dataset: false, job: null });
    },
  );

  it('names what was changed', async () => {
    const { status, body } = await post(made.text.replace('"made up"', '"made-up"'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, verdict: 'invalid' });
    expect(body.findings).toMatchObject([{ path: '/signature', code: 'signature_wrong' }]);
  });

  it('finds the outcomes of its own jobs, or takes them beside the certificate', async () => {
    expect((await post(withoutRows)).body.known.job).toBe(own.id);
    const parts = [
      { name: 'file', content: withoutRows },
      { name: 'outcomes', content: made.outcomes },
    ];
    const { body } = await post(multipart(parts), MULTIPART_TYPE);
    expect(body.known.job).toBeNull();
    expect(body.checks.find(({ name }) => name === 'outcomes')?.result).toBe('passed');
    const other = [parts[0]!, { name: 'outcomes', content: made.outcomes.replace('"index":', '"indes":') }];
    const wrong = await post(multipart(other), MULTIPART_TYPE);
    expect(codes(wrong.body)).toEqual(
      expect.arrayContaining(['field_unknown', 'field_missing', 'digest_wrong']),
    );
  });

  it.each<[string, string, string]>([
    ['nothing that is JSON', 'NaN', 'json_malformed'],
    ['half of it', made.text.slice(0, 500), 'truncated'],
    ['too deep a thing', '['.repeat(100_000), 'too_deep'],
    ['numbers beyond all doubles', '{"format":1e999}', 'number_too_large'],
    ['a hidden prototype', '{"__proto__":{"format":"provable/certificate"}}', 'key_forbidden'],
    ['a key twice', '{"format":"a","format":"b"}', 'key_repeated'],
    ['another version', made.text.replace('"version":1}', '"version":2}'), 'version_unknown'],
    ['white space', ` ${made.text}`, 'not_canonical'],
  ])('answers %s by a code', async (_, payload, code) => {
    const { status, body } = await post(payload);
    expect(status).toBe(200);
    expect(body.valid).toBe(false);
    expect(codes(body)).toContain(code);
  });

  it('refuses what is too large, empty or of another type', async () => {
    const large = await post<Problem>('x'.repeat(9 * 1024 * 1024));
    expect([large.status, large.body.code]).toEqual([413, 'too_large']);
    expect((await post<Problem>('')).status).toBe(400);
    expect((await post<Problem>(made.text, 'text/plain')).status).toBe(415);
  });

  it('leaves the JSON of other routes read as before', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/jobs',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.json<Problem>().code).toBe('body_malformed');
  });
});
