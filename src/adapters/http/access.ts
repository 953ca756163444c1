import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../service/errors.ts';
import type { Fault } from '../../service/errors.ts';
import type { App } from './route.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Asks for `Authorization: Bearer <key>` on every route that is not marked open, unknown routes included. Digests are
 * compared, in constant time: neither length nor content of the key shows in how long the answer takes.
 */
export function requireKey(app: App, apiKey: string): void {
  const expected = digest(apiKey);
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.config.open) return;
    const given = /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
    void reply.header('www-authenticate', 'Bearer realm="provable"');
    const detail =
      given === undefined ? 'Send the header `Authorization: Bearer <key>`' : 'This is not a valid key';
    throw new Refusal('unauthorized', detail);
  });
}

/** `Host` as RFC 9110 has it, and nothing that a URL would read as user, path or query. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d*)?$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const OWN_SITE: readonly unknown[] = [undefined, 'none', 'same-origin'];

/**
 * Where there is no key, being on this machine is the only right of entry, and every website in a browser here has it
 * too. So a request must be addressed to this machine by a name that nobody else can point at it (against DNS
 * rebinding), and must not come from a page of another origin (forms and simple requests need no CORS preflight).
 * Only a link that a person follows may come from elsewhere, to the pages where everything begins.
 * Programs send neither `Origin` nor `Sec-Fetch-Site`, and pages cannot leave them out or choose them.
 */
export function refuseForeign(app: App): void {
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const faults = foreignIn(request);
    if (faults.length === 0) return;
    const detail = `${faults.map(({ message }) => message).join('. ')}. Without an API key only programs and pages of this machine are answered`;
    throw new Refusal('origin_not_allowed', detail, faults);
  });
}

function foreignIn(request: FastifyRequest): readonly Fault[] {
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  const here = addressOf(request.protocol, host);
  const faults: Fault[] = [];
  if (!request.routeOptions.config.anyHost && !(here && LOOPBACK.test(here.hostname))) {
    const message = `Host must be localhost, 127.0.0.0/8 or [::1], not ${quoted(host)}`;
    faults.push({ code: 'host_foreign', message });
  }
  if (origin !== undefined && origin !== here?.origin) {
    const message = `Origin must be that of the service as addressed (${quoted(here?.origin)}), not ${quoted(origin)}`;
    faults.push({ code: 'origin_foreign', message });
  }
  if (!OWN_SITE.includes(site) && !isLinkFollowed(request)) {
    const message = `Sec-Fetch-Site must be none (an address typed in) or same-origin, not ${quoted(String(site))}`;
    faults.push({ code: 'site_foreign', message });
  }
  return faults;
}

/** Pages that show nobody's work and change nothing: a link on another website may lead to them. */
const LINKABLE = /^(?:\/|\/docs\/?|\/openapi\.json)$/;

/** A person goes to the page, in a window of its own: the website that sent them sees nothing of the answer. */
function isLinkFollowed({ method, headers, routeOptions }: FastifyRequest): boolean {
  const { origin, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination = 'document' } = headers;
  const navigates = mode === 'navigate' && destination === 'document';
  return navigates && method === 'GET' && origin === undefined && LINKABLE.test(routeOptions.url ?? '');
}

/** What `Host` addresses, in the normal form that browsers give to origins; null when it addresses nothing. */
function addressOf(protocol: string, host = ''): URL | null {
  const url = `${protocol}://${host}`;
  return HOST.test(host) && URL.canParse(url) ? new URL(url) : null;
}

const quoted = (text: string | undefined): string => (text ? `\`${text.slice(0, 200)}\`` : 'nothing');
