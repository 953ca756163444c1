import { readFileSync, writeFileSync } from 'node:fs';
import { openApiText } from './adapters/http/openapi/text.ts';

/** Writes openapi/openapi.yaml anew: `npm run openapi`. */
const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
writeFileSync(new URL('openapi/openapi.yaml', root), await openApiText(version));
