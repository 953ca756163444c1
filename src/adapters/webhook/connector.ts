import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { forbiddenRange } from './address.ts';
import { literalAddress } from './url.ts';

/** The service would have reached an address that is not public. Names the range, not the address: it is the client's to read. */
export class AddressNotAllowed extends Error {
  constructor(host: string, range: string) {
    super(`${host} leads to an address that is not public (${range})`);
    this.name = 'AddressNotAllowed';
  }
}

export interface ConnectorOptions {
  readonly timeout: number;
  readonly lookup?: LookupFunction;
  /** What opens the socket; undici's own unless a test stands in. */
  readonly build?: typeof buildConnector;
}

/**
 * A connector for undici that reaches public addresses only. Three gates, because each alone has a way around it:
 * a host written as an address never meets the resolver; every address a name resolves to is checked, and the socket
 * connects to those very addresses, so that a second resolution cannot tell another story; and the peer of the open
 * socket is checked before a byte of the request is written.
 */
export function guardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { timeout, lookup = systemLookup, build = buildConnector } = options;
  const open = build({ timeout, lookup: checkedLookup(lookup) });
  return (target, callback) => {
    const refused = refusal(target.hostname, literalAddress(target.hostname));
    if (refused) return callback(refused, null);
    open(target, (...[fault, socket]) => {
      if (!socket) return callback(fault ?? new Error('no socket'), null);
      const peer = refusal(target.hostname, socket.remoteAddress ?? 'unknown');
      if (!peer) return callback(null, socket);
      socket.destroy();
      callback(peer, null);
    });
  };
}

function refusal(host: string, address: string | null): AddressNotAllowed | null {
  const range = address === null ? null : forbiddenRange(address);
  return range === null ? null : new AddressNotAllowed(host, range);
}

/** Resolves to all addresses, and fails when one of them is forbidden: an honest receiver has no private ones. */
function checkedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (fault, answer) => {
      const found = (fault ? [] : answer) as LookupAddress[];
      const refused = found.map(({ address }) => refusal(hostname, address)).find((one) => one !== null);
      const failed = fault ?? refused ?? (found.length === 0 ? new Error('the name has no address') : null);
      if (failed) return callback(failed, []);
      if (options.all) return callback(null, found);
      callback(null, found[0]!.address, found[0]!.family);
    });
  };
}
