import { pino } from 'pino';
import type { Logger } from 'pino';
import pretty from 'pino-pretty';

/** What must never stand in a log, wherever it comes from. */
const SECRET = [
  'authorization',
  'cookie',
  'secret',
  'password',
  'API_KEY',
  'WEBHOOK_SECRET',
  '*.authorization',
  '*.cookie',
  '*.secret',
  '*.password',
  'req.headers.authorization',
  'req.headers.cookie',
  '*.webhook.secret',
];

/** JSON lines, or readable ones on a terminal. */
export function openLog(level: string, terminal: boolean): Logger {
  const options = { level, base: null, redact: { paths: SECRET, censor: '[redacted]' } };
  if (!terminal) return pino(options);
  return pino(options, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' }));
}
