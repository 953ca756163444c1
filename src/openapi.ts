import { readFileSync, writeFileSync } from 'node:fs';
import { openApiText } from './adapters/http/openapi/text.ts';
import { certificateSchemaText } from './adapters/http/schemas/certificate.ts';

/** Writes openapi/ anew: `npm run openapi`. */
const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
writeFileSync(new URL('openapi/openapi.yaml', root), await openApiText(version));
writeFileSync(new URL('openapi/certificate.schema.json', root), certificateSchemaText());
