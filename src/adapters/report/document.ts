import { createHash } from 'node:crypto';
import type { Page } from '../../service/report/facts.ts';
import { Html, markup } from './markup.ts';

/** A whole page: no script, nothing loaded from anywhere, its one style sheet allowed by digest. */
export function documentOf(title: string, sheet: string, body: Html): Page {
  const style = `sha256-${createHash('sha256').update(sheet).digest('base64')}`;
  const { text } = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src '${style}'"
        />
        <title>${title}</title>
        <style>${new Html(sheet)}</style>
      </head>
      <body>
        ${body}
      </body>
    </html>
`;
  return { html: text, style };
}
