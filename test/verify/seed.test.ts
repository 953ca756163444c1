import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CERTIFIERS, METHOD_SETTLED, certifierOf } from '../../src/certify/certifiers/index.ts';
import { derivedSeed, seedInputs } from '../../src/service/identity.ts';
import { canonical } from '../../src/verify/canonical.ts';
import type { Certificate } from '../../src/verify/certificate.ts';
import type { JsonObject } from '../../src/verify/json.ts';
import { checkSeed } from '../../src/verify/seed.ts';
import { SETTLED } from '../support/facts.ts';

const DIGESTS = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`] as const;
const denoised = METHOD_SETTLED.parse({
  ...SETTLED[0],
  denoiser: { id: 'mdl_1', digest: `sha256:${'c'.repeat(64)}` },
});

/** Faults of a derived seed; `change`: of the texts that it is derived from, which are hashed anew. */
function faultsOf(
  method: (typeof SETTLED)[number],
  change: (inputs: readonly string[], keyed: JsonObject) => readonly string[] | null,
) {
  const keyed = certifierOf(method).keyed?.(method) ?? method;
  const plain = JSON.parse(canonical(JSON.parse(JSON.stringify(keyed)) as JsonObject)) as JsonObject;
  const inputs = change(seedInputs(...DIGESTS, keyed), plain);
  const hash = createHash('sha256');
  for (const text of inputs ?? []) hash.update(`${text.length}:${text}`);
  const certificate = {
    seed: { value: hash.digest('hex'), source: 'derived', inputs },
    method: JSON.parse(JSON.stringify(method)) as JsonObject,
    model: { digest: DIGESTS[0] },
    dataset: { digest: DIGESTS[1] },
  } as unknown as Certificate;
  const faults: string[] = [];
  const answer = checkSeed(certificate, (path, code, _, severity = 'error') =>
    faults.push(`${path} ${code} ${severity}`),
  );
  return { faults, answer };
}

const EVERY = [...SETTLED, denoised].map((method, i) => [`${method.name} ${i}`, method] as const);

describe('a derived seed', () => {
  it.each(EVERY)('of %s is that of model, data and what its draws depend on', (_, method) => {
    expect(faultsOf(method, (inputs) => inputs)).toEqual({ faults: [], answer: true });
    expect(derivedSeed(...DIGESTS, method)).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(EVERY)('of %s leaves nothing that could be tried until it suits', (_, method) => {
    const last = ['/seed/inputs/3 inconsistent error'];
    const fewer = faultsOf(method, (inputs) => [...inputs.slice(0, 3), canonical({ name: method.name })]);
    const more = faultsOf(method, (inputs, keyed) => [
      ...inputs.slice(0, 3),
      canonical({ ...keyed, sampling: 'mine' }),
    ]);
    expect([fewer.faults, more.faults]).toEqual([last, last]);
  });

  it('without what it is derived from is not checked', () => {
    expect(faultsOf(SETTLED[0]!, () => null)).toEqual({
      faults: ['/seed/inputs seed_unchecked note'],
      answer: null,
    });
  });

  it('is known of every method', () => {
    expect(new Set(EVERY.map(([, { name }]) => name))).toEqual(new Set(Object.keys(CERTIFIERS)));
  });
});
