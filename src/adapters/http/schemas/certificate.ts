import { z } from 'zod';
import { FORMAT, SIGNED_CERTIFICATE, VERSION } from '../../../certify/certificate/schema.ts';

/** Another version is another type: who asks for one that is not written here is told so. */
export const CERTIFICATE_TYPE = `application/vnd.provable.certificate+json;version=${VERSION}` as const;
export const SCHEMA_PATH = '/v1/schemas/certificate';

/** The JSON Schema of what is served. */
export const certificateSchema = () => ({
  title: `${FORMAT}, version ${VERSION}`,
  ...z.toJSONSchema(SIGNED_CERTIFICATE, { target: 'draft-2020-12' }),
  $schema: 'https://json-schema.org/draft/2020-12/schema',
});

/** The same as text, as it is committed. */
export const certificateSchemaText = (): string => `${JSON.stringify(certificateSchema(), null, 2)}\n`;
