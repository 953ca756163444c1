import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ICON } from './icon.ts';
import { consolePage } from './page.ts';
import { STYLE } from './style.ts';

export interface Asset {
  readonly type: string;
  readonly content: string;
  /** Strong: the digest of the content, in quotes. */
  readonly etag: string;
}

export interface ConsoleAssets {
  readonly page: Asset;
  /** By the name that follows `/console/`. */
  readonly files: ReadonlyMap<string, Asset>;
}

/** Where the compiled modules lie, beside this file's own compiled form. */
const MODULES = join(import.meta.dirname, 'browser');

/** Everything that the console consists of, read once: a name in a request never becomes a path. */
export function consoleAssets(directory = MODULES): ConsoleAssets {
  const scripts = existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => name.endsWith('.js'))
        .sort()
    : [];
  const modules = scripts.map(
    (name) =>
      [name, assetOf('text/javascript; charset=utf-8', readFileSync(join(directory, name), 'utf8'))] as const,
  );
  return {
    page: assetOf('text/html; charset=utf-8', consolePage(scripts.filter((name) => name !== 'main.js'))),
    files: new Map([
      ...modules,
      ['console.css', assetOf('text/css; charset=utf-8', STYLE)],
      ['icon.svg', assetOf('image/svg+xml', ICON)],
    ]),
  };
}

const assetOf = (type: string, content: string): Asset => ({
  type,
  content,
  etag: `"${createHash('sha256').update(content).digest('base64url')}"`,
});
