import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';
import type { Certificate } from './certificate.ts';
import type { Report } from './finding.ts';
import type { Json, JsonObject } from './json.ts';
import { expectSame } from './tolerance.ts';

const PURPOSE = 'provable/seed/1';

/**
 * A derived seed follows from what was certified, and from all of the method that its draws depend on, and from nothing else: else
 * whoever certifies could try inputs until the draws suit. Answers null where nothing tells whether it was derived.
 */
export function checkSeed({ seed, method, model, dataset }: Certificate, report: Report): true | null {
  const { value, source, inputs } = seed;
  const stated = method['seed'];
  if (source === 'client') {
    if (method['name'] !== 'interval' && stated !== value) expectSame(value, stated, '/seed/value', report);
    if (inputs !== null) report('/seed/inputs', 'inconsistent', 'a stated seed is derived from nothing');
    return true;
  }
  if (stated !== undefined)
    report('/seed/source', 'inconsistent', 'the method states a seed, so it was the client’s');
  if (inputs === null) {
    report('/seed/inputs', 'seed_unchecked', 'what the seed was derived from is not stated', 'note');
    return null;
  }
  const hash = createHash('sha256');
  for (const text of inputs) hash.update(`${text.length}:${text}`);
  expectSame(value, hash.digest('hex'), '/seed/value', report);
  const own = [PURPOSE, model.digest, dataset.digest, canonical(keyedOf(method))];
  for (const [i, text] of own.entries()) expectSame(inputs[i], text, `/seed/inputs/${i}`, report);
  return true;
}

/** Methods of which not every member matters to the draws. Those with a cap draw the same whatever it is. */
const DRAWN: Readonly<Record<string, { readonly members: readonly string[]; readonly capped: boolean }>> = {
  smoothing: { members: ['name', 'noise', 'sigma', 'lambda', 'b', 'grid', 'denoiser'], capped: true },
  ablation: { members: ['name', 'kept', 'absent', 'pixels', 'layout'], capped: true },
  splitting: { members: ['name', 'lambda', 'grid'], capped: false },
};

/** What of a method its draws depend on. A denoiser counts by its bytes. */
function keyedOf(method: JsonObject): JsonObject {
  const { digest } = (method['denoiser'] ?? {}) as { readonly digest?: Json };
  const whole: JsonObject = digest === undefined ? method : { ...method, denoiser: digest };
  const name = method['name'] as string;
  const drawn = Object.hasOwn(DRAWN, name) ? DRAWN[name] : undefined;
  if (!drawn || (drawn.capped && method['max_n'] === undefined)) return whole;
  const kept = Object.entries(whole).filter(([key]) => drawn.members.includes(key));
  return { ...Object.fromEntries(kept), ...(drawn.capped && { sampling: 'anytime' }) };
}
