import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';

/**
 * The offer that an `Accept` header likes best (RFC 9110, section 12.5.1); the first offer when there is no header.
 * @throws Refusal('not_acceptable') that names the offers.
 */
export function negotiate<Offer extends string>(request: FastifyRequest, offers: readonly Offer[]): Offer {
  const ranges = (request.headers.accept?.trim() || '*/*').split(',').slice(0, 50).map(rangeOf);
  let best: Offer | null = null;
  let bestQuality = 0;
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges);
    if (quality > bestQuality) [best, bestQuality] = [offer, quality];
  }
  if (best === null) throw new Refusal('not_acceptable', `This can be had as ${offers.join(', ')}`);
  return best;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { type, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}

/** The most specific range that covers the offer decides. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  for (const type of [offer, `${offer.split('/', 1)[0]}/*`, '*/*']) {
    const range = ranges.find((one) => one.type === type);
    if (range) return range.quality;
  }
  return 0;
}
