import type { LookupFunction, Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { describe, expect, it } from 'vitest';
import { guardedConnector } from '../../../src/adapters/webhook/connector.ts';

type Answers = readonly (readonly string[])[];

/** A resolver that tells another story each time; the last one is repeated. */
function resolver(...answers: Answers): LookupFunction & { asked: number } {
  const lookup: LookupFunction = (_, options, callback) => {
    const found = answers[Math.min(own.asked++, answers.length - 1)]!;
    const addresses = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  };
  const own = Object.assign(lookup, { asked: 0 });
  return own;
}

/** Stands for the network: resolves as `net` would (all addresses, or one), "connects", and reports `peer`. */
function network(peer: string | undefined, all: boolean) {
  const seen: { reached: unknown[]; destroyed: boolean } = { reached: [], destroyed: false };
  const build = (options?: buildConnector.BuildOptions): buildConnector.connector => {
    const { lookup } = options as { lookup: LookupFunction };
    return ({ hostname }, callback) =>
      lookup(hostname, { all }, (fault, address) => {
        if (fault) return callback(fault, null);
        seen.reached.push(address);
        const destroy = () => (seen.destroyed = true);
        callback(null, { remoteAddress: peer, destroy } as unknown as Socket);
      });
  };
  return { seen, build: build };
}

const connect = (connector: buildConnector.connector, hostname: string): Promise<string> =>
  new Promise((resolve) =>
    connector({ hostname, protocol: 'http:', port: '80' }, (...[fault]) =>
      resolve(fault?.message ?? 'connected'),
    ),
  );

describe('the guarded connector', () => {
  it.each([true, false])('connects to the public addresses it checked (all: %s)', async (all) => {
    const { seen, build } = network('8.8.8.8', all);
    const connector = guardedConnector({ timeout: 1, lookup: resolver(['8.8.8.8', '8.8.4.4']), build });
    expect(await connect(connector, 'hooks.example')).toBe('connected');
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '8.8.4.4', family: 4 },
    ];
    expect(seen.reached).toEqual([all ? both : '8.8.8.8']);
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '0.0.0.0'])(
    'refuses the literal %s, which no resolver ever sees',
    async (hostname) => {
      const lookup = resolver(['8.8.8.8']);
      const { seen, build } = network('8.8.8.8', true);
      const connector = guardedConnector({ timeout: 1, lookup, build });
      expect(await connect(connector, hostname)).toMatch(/leads to an address that is not public/);
      expect([lookup.asked, seen.reached]).toEqual([0, []]);
    },
  );

  it('refuses a name when one of its addresses is private, and names the range but not the address', async () => {
    const { seen, build } = network('8.8.8.8', true);
    const connector = guardedConnector({ timeout: 1, lookup: resolver(['8.8.8.8', '10.1.2.3']), build });
    const message = await connect(connector, 'hooks.example');
    expect(message).toBe('hooks.example leads to an address that is not public (private)');
    expect(seen.reached).toEqual([]);
  });

  it('checks the very resolution it connects by: a second story is checked as the first was', async () => {
    const lookup = resolver(['8.8.8.8'], ['127.0.0.1']);
    const { seen, build } = network('8.8.8.8', true);
    const connector = guardedConnector({ timeout: 1, lookup, build });
    expect(await connect(connector, 'rebinding.example')).toBe('connected');
    expect(lookup.asked).toBe(1);
    expect(await connect(connector, 'rebinding.example')).toMatch(/loopback/);
    expect(seen.reached).toHaveLength(1);
  });

  it.each(['127.0.0.1', '::ffff:10.0.0.1', undefined])(
    'hangs up on the peer %s before a byte is sent',
    async (peer) => {
      const { seen, build } = network(peer, true);
      const connector = guardedConnector({ timeout: 1, lookup: resolver(['8.8.8.8']), build });
      expect(await connect(connector, 'hooks.example')).toMatch(/not public/);
      expect(seen.destroyed).toBe(true);
    },
  );

  it('fails when the name has no address, or the resolver fails', async () => {
    const { build } = network('8.8.8.8', true);
    expect(await connect(guardedConnector({ timeout: 1, lookup: resolver([]), build }), 'a.example')).toMatch(
      /no address/,
    );
    const failing: LookupFunction = (_, __, callback) => callback(new Error('ENOTFOUND'), []);
    expect(await connect(guardedConnector({ timeout: 1, lookup: failing, build }), 'a.example')).toBe(
      'ENOTFOUND',
    );
  });
});
