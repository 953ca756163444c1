import ipaddr from 'ipaddr.js';

/** Public by number, but answered by the cloud's own host to its machines. */
const METADATA = new Set(['168.63.129.16']);

/** IPv6 addresses that the Internet routes: the rest of the space is local, obsolete or not assigned. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why the service may not connect to `address` (IPv4 or IPv6 in any notation `net` reports), as the name of its range;
 * null when it is an ordinary public one. Refused are loopback, private, link-local (cloud metadata included),
 * unique-local, carrier-grade NAT, multicast, broadcast, reserved and documentation ranges, and every form that carries
 * an IPv4 address to a translator (mapped, NAT64, 6to4, Teredo, compatible). What cannot be read is refused.
 */
export function forbiddenRange(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'unreadable';
  const parsed = ipaddr.parse(address);
  if (METADATA.has(parsed.toString())) return 'metadata';
  const range = parsed.range();
  if (range !== 'unicast') return range;
  return parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST) ? 'reserved' : null;
}
