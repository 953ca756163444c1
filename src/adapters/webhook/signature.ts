import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * The headers of Standard Webhooks 1.0: `v1` is base64(HMAC-SHA256(key, "id.timestamp.body")), the time in whole
 * seconds. Throws when the secret is not base64 (with or without its `whsec_`).
 */
export function signedHeaders(message: { id: string; body: string; secret: string; at: Date }) {
  const key = keyOf(message.secret);
  if (!key) throw new Error("the webhook's secret is not base64");
  const timestamp = String(Math.floor(message.at.getTime() / 1000));
  const signature = createHmac('sha256', key)
    .update(`${message.id}.${timestamp}.${message.body}`)
    .digest('base64');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

function keyOf(secret: string): Buffer | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  return text.length > 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : null;
}
