import { createHash } from 'node:crypto';

/** JSON with sorted keys and no white space: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export const sha256 = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('hex');
};

/** An id that follows from the content: the same bytes with the same declaration are the same resource. */
export const contentId = (prefix: 'mdl' | 'dst', digest: string, declared: unknown): string =>
  `${prefix}_${sha256(digest, canonicalJson(declared)).slice(0, 32)}`;

/** The seed of a job whose client stated none: nobody chose it, so nobody tried until it suited. 64 hex digits. */
export const derivedSeed = (modelDigest: string, datasetDigest: string, method: unknown): string =>
  sha256(...seedInputs(modelDigest, datasetDigest, method));

/** The texts that such a seed is the digest of. */
export const seedInputs = (
  modelDigest: string,
  datasetDigest: string,
  method: unknown,
): readonly string[] => ['provable/seed/1', modelDigest, datasetDigest, canonicalJson(method)];
