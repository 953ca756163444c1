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

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

interface Range extends MediaType {
  readonly quality: number;
}

function mediaTypeOf(text: string): MediaType {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const pairs = parameters.map((parameter): [string, string] => {
    const [name = '', value = ''] = parameter.split('=', 2).map((part) => part.trim());
    return [name, value.replace(/^"(.*)"$/, '$1')];
  });
  return { type, parameters: new Map(pairs) };
}

function rangeOf(text: string): Range {
  const range = mediaTypeOf(text);
  const quality = range.parameters.get('q') ?? '1';
  return { ...range, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 };
}

/** Parameters that only the range or only the offer has do not keep them apart; those that both have do, where they differ. */
const agrees = (range: MediaType, offer: MediaType): boolean =>
  [...offer.parameters].every(([name, value]) => (range.parameters.get(name) ?? value) === value);

/** The most specific range that covers the offer decides. */
function qualityOf(offer: string, ranges: readonly Range[]): number {
  const offered = mediaTypeOf(offer);
  for (const type of [offered.type, `${offered.type.split('/', 1)[0]}/*`, '*/*']) {
    const range = ranges.find((one) => one.type === type && agrees(one, offered));
    if (range) return range.quality;
  }
  return 0;
}
