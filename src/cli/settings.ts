import { readFile } from 'node:fs/promises';
import type { Arguments } from './arguments.ts';
import { misuse } from './failure.ts';
import type { Environment } from './io.ts';

const HERE = 'http://127.0.0.1:8080';

/** Where the service is. @throws Failure when it is no address, or one that holds a password, which would be shown. */
export function serverOf(args: Arguments, { server }: Environment): URL {
  const text = args.text('server') ?? (server || HERE);
  const from = args.text('server') === undefined ? 'PROVABLE_SERVER' : '--server';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw misuse(`${from} must be an address such as ${HERE}`);
  if (url.username !== '' || url.password !== '')
    throw misuse(`${from} must not hold a name or a password; keys come from PROVABLE_API_KEY or a file`);
  if (url.search !== '' || url.hash !== '') throw misuse(`${from} must end before ? and #`);
  return url;
}

/** What the service is told to be let in; null for none. It is never shown. */
export async function keyOf(args: Arguments, { apiKey, apiKeyFile }: Environment): Promise<string | null> {
  const file = args.text('api-key-file') ?? (apiKey ? undefined : apiKeyFile || undefined);
  const key = file === undefined ? apiKey || null : await keyIn(file);
  if (key !== null && !/^[\x21-\x7e]+$/.test(key))
    throw misuse('the API key has white space or characters that a header cannot hold');
  return key;
}

async function keyIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw misuse(`the file of the API key cannot be read: ${error.message}`);
  });
  if (text.trim() === '') throw misuse(`there is no API key in ${file}`);
  return text.trim();
}
