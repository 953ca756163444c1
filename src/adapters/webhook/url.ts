import { isIP } from 'node:net';
import { forbiddenRange } from './address.ts';

const LONGEST_URL = 2048;

/**
 * What is wrong with a webhook's address, before anything is asked of the network; null when nothing is. `allowPrivate`
 * lifts the rules about hosts and ports, for networks whose receivers are inside.
 */
export function checkWebhookUrl(
  url: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): string | null {
  if (url.length > LONGEST_URL) return `a webhook's URL has at most ${LONGEST_URL} characters`;
  if (!URL.canParse(url)) return "a webhook's address is an absolute URL";
  const parsed = new URL(url);
  if (!['http:', 'https:'].includes(parsed.protocol))
    return `only http and https are called, not ${parsed.protocol}`;
  if (parsed.username !== '' || parsed.password !== '')
    return 'the URL may not carry a user name or password';
  return allowPrivate ? null : (checkPort(parsed) ?? checkHost(parsed.hostname));
}

/** The URL parser leaves the port empty when it is the scheme's own. */
function checkPort({ port }: URL): string | null {
  const allowed = port === '' || port === '80' || port === '443' || Number(port) >= 1024;
  return allowed ? null : `port ${port} is not called: use 80, 443, or 1024 and above`;
}

/** The URL parser has brought decimal, octal, hexadecimal and shortened IPv4 addresses to the dotted form. */
function checkHost(hostname: string): string | null {
  const literal = literalAddress(hostname);
  if (literal !== null) {
    const range = forbiddenRange(literal);
    return range && `${literal} is not a public address (${range})`;
  }
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  return name === 'localhost' || name.endsWith('.localhost') ? `${hostname} is this machine` : null;
}

/** The address when the host is written as one, brackets of IPv6 removed. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}
