import type { Log } from '../../src/adapters/redis/log.ts';

const nothing = (): void => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Keeps what was said, as `level: message`. */
export function recording(): Log & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const at = (level: string) => (_: object, message: string) => void lines.push(`${level}: ${message}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), lines };
}
