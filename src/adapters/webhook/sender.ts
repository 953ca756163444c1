import type { LookupFunction } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import type { SendWebhook } from '../../service/ports.ts';
import { AddressNotAllowed, guardedConnector } from './connector.ts';
import { retryAfter } from './retry-after.ts';
import { signedHeaders } from './signature.ts';
import { checkWebhookUrl } from './url.ts';

export { checkWebhookUrl };

export interface SenderOptions {
  /** Also calls loopback and private networks: for installations whose receivers are inside. */
  readonly allowPrivate: boolean;
  /** Longest time for name, connection, request and answer together, in milliseconds. */
  readonly timeout?: number;
  /** The resolver of names, unless the system's. */
  readonly lookup?: LookupFunction;
}

type Answer = Awaited<ReturnType<SendWebhook>>;
type Message = Parameters<SendWebhook>[0];

/** What an answer may say beyond its status is read so far, to free the connection, and thrown away. */
const LONGEST_BODY = 64 * 1024;

/**
 * Sends one message by POST, signed after Standard Webhooks. A connection of its own for each message, so that every
 * one passes the gates of `guardedConnector`; no redirect is followed; nothing of the answer but its status and
 * `Retry-After` is kept. Never rejects: `error` begins with `address_not_allowed`, `secret_invalid`, `timeout`,
 * `connection_failed` or `redirect_not_followed`.
 */
export function webhookSender(options: SenderOptions): SendWebhook {
  return async (message) => {
    const refused = checkWebhookUrl(message.url, options);
    if (refused) return failure(`address_not_allowed: ${refused}`);
    const timeout = options.timeout ?? 15_000;
    const client = new Client(new URL(message.url).origin, { connect: connector(options, timeout) });
    try {
      return await post(client, message, AbortSignal.timeout(timeout));
    } catch (fault) {
      return failure(describe(fault, timeout));
    } finally {
      void client.destroy().catch(() => undefined);
    }
  };
}

function connector({ allowPrivate, lookup }: SenderOptions, timeout: number): buildConnector.connector {
  const own = lookup ? { lookup } : {};
  return allowPrivate ? buildConnector({ timeout, ...own }) : guardedConnector({ timeout, ...own });
}

async function post(client: Client, message: Message, signal: AbortSignal): Promise<Answer> {
  const { pathname, search } = new URL(message.url);
  const response = await client.request({
    method: 'POST',
    path: pathname + search,
    headers: { 'content-type': 'application/json', 'user-agent': 'Provable', ...signed(message) },
    body: message.body,
    signal,
  });
  await drop(response.body, signal);
  const { statusCode: status, headers } = response;
  return {
    status,
    error: status >= 300 && status < 400 ? 'redirect_not_followed' : null,
    retryAfter: status >= 300 ? retryAfter(headers['retry-after'], message.at) : null,
  };
}

class SecretInvalid extends Error {}

function signed(message: Message): Record<string, string> {
  try {
    return signedHeaders(message);
  } catch (fault) {
    throw new SecretInvalid(String(fault));
  }
}

/** The status has arrived and counts, whatever becomes of the body. */
async function drop(body: Dispatcher.ResponseData['body'], signal: AbortSignal): Promise<void> {
  await body.dump({ limit: LONGEST_BODY, signal }).catch(() => undefined);
}

const failure = (error: string): Answer => ({ status: null, error, retryAfter: null });

/** Without addresses: the delivery log is the client's to read. */
function describe(fault: unknown, timeout: number): string {
  if (fault instanceof AddressNotAllowed) return `address_not_allowed: ${fault.message}`;
  if (fault instanceof SecretInvalid) return 'secret_invalid: the secret of this webhook is not base64';
  const { name, code } = fault as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError' || name?.includes('TimeoutError'))
    return `timeout: no answer within ${timeout / 1000} s`;
  return `connection_failed: ${code ?? name ?? 'unknown'}`;
}
