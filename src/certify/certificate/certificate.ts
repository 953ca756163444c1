import { canonicalText } from './canonical.ts';
import { commonCaveats } from './caveats.ts';
import { wordingOf } from './claims/index.ts';
import type { Facts, Wording } from './facts.ts';
import { FORMAT, VERSION, type Certificate } from './schema.ts';

/**
 * What a finished job proves, with all that it rests on.
 *
 * Guarantee: the same facts give the same value; there is no time, id or address in it, so the same request on the same build
 * gives the same certificate, wherever it is made.
 */
export function certificateOf(facts: Facts): Certificate {
  const { subject, samples, method, provenance, ledger, summary } = facts;
  const wording = wordingOf(facts);
  return {
    format: FORMAT,
    version: VERSION,
    claim: wording.claim(facts),
    model: subject.model,
    ...(subject.denoiser && { denoiser: subject.denoiser }),
    dataset: { ...subject.dataset, samples },
    specification: wording.specification(method),
    method,
    guarantee: summary.guarantee,
    joint: summary.statement,
    seed: { ...facts.seed, derivation: derivation(facts.seed, wording) },
    provenance,
    outcomes: ledger.outcomes(),
    summary: summaryOf(facts),
    caveats: [...wording.caveats(facts), ...commonCaveats(facts)],
  };
}

/** The bytes that are signed, as text: canonical JSON. */
export const signedText = (certificate: Certificate): string => canonicalText(certificate);

/** What is served: the certificate with its signature, in the same form. */
export const servedText = (certificate: Certificate, signature: string): string =>
  canonicalText({ ...certificate, signature });

function derivation(
  { source, inputs }: Facts['seed'],
  { key }: Pick<Wording<Facts['method']>, 'key'>,
): string {
  if (source === 'client') return `${key} It was stated by the client.`;
  if (inputs === null) return `${key} It was derived from the digests of model and data and the parameters.`;
  return (
    `${key} It is the sha-256 of \`inputs\`, each after its length and a colon: a name, the digests of what was certified, and ` +
    'what of the method it may depend on, as canonical JSON.'
  );
}

function summaryOf({ summary }: Facts): Certificate['summary'] {
  return {
    samples: summary.samples,
    certified: summary.certified,
    predicted: summary.predicted,
    abstained: summary.abstained,
    undecided: summary.undecided,
    falsified: summary.falsified,
    clean_accuracy: summary.clean_accuracy,
    base_accuracy: summary.base_accuracy,
    average_certified_radius: summary.average_certified_radius,
    certified_accuracy: summary.certified_accuracy.map(({ radius, value, proved, certified }) => ({
      radius,
      value,
      proved,
      certified,
    })),
  };
}
