import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from '../../../src/adapters/webhook/signature.ts';

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const message = { id: 'msg_1', body: '{"type":"job.succeeded","name":"né"}', secret, at: new Date() };

describe('the signature of a webhook', () => {
  it('is the one that the reference library accepts, for keys with and without a prefix', () => {
    for (let size = 24; size <= 64; size++) {
      const key = randomBytes(size).toString('base64');
      for (const one of [key, `whsec_${key}`]) {
        const headers = signedHeaders({ ...message, secret: one });
        expect(new Webhook(one).verify(message.body, headers)).toEqual(JSON.parse(message.body));
      }
    }
  });

  it('fails for another body, id, time or key', () => {
    const headers = signedHeaders(message);
    const verify = (body: string, changed: object) => () =>
      new Webhook(secret).verify(body, { ...headers, ...changed });
    expect(verify(`${message.body} `, {})).toThrow('No matching signature');
    expect(verify(message.body, { 'webhook-id': 'msg_2' })).toThrow('No matching signature');
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(verify(message.body, { 'webhook-timestamp': later })).toThrow('No matching signature');
    const other = signedHeaders({ ...message, secret: Buffer.alloc(24, 8).toString('base64') });
    expect(verify(message.body, other)).toThrow('No matching signature');
  });

  it('matches a value computed by hand', () => {
    // printf 'msg_1.1700000000.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07 (24 bytes) -binary | base64
    const headers = signedHeaders({ id: 'msg_1', body: '{}', secret, at: new Date(1_700_000_000_999) });
    expect(headers).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,nCWKPtwT0+DNCvGUGCgarIrroOBVfuVdq0tBwsVr0cY=',
    });
  });

  it.each(['', 'whsec_', 'not base64!', 'whsec_abc', 'ab=c'])('cannot be made with %j', (bad) => {
    expect(() => signedHeaders({ ...message, secret: bad })).toThrow('base64');
  });
});
