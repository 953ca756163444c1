import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { DOCS_POLICY } from '../headers.ts';
import type { App } from '../route.ts';
import { refusalExamples, refusalTable } from './refusals.ts';
import { transforms } from './transform.ts';

const DESCRIPTION = `Certified robustness as a service: upload a classifier (ONNX) and labelled inputs, ask for a
certification job, and get for every input a verdict that holds for *every* perturbation of a stated size.

1. \`POST /v1/models\` with the ONNX file.
2. \`POST /v1/datasets\` with the inputs.
3. \`POST /v1/jobs\` with both ids and a method.
4. Follow the events, or wait for the webhook; then read the summary and the results.

The examples are filled in for the built-in digits (\`src/example\`): upload its two files with the metadata shown, and
every request works as it stands.

**Refusals** are \`application/problem+json\` (RFC 9457) and say everything that is wrong at once. Their codes are stable.

<details><summary>All codes</summary>

${refusalTable()}

</details>
`;

/** Without the bar of the framework on top. */
const STYLE = '.swagger-ui .topbar { display: none } .swagger-ui .info { margin: 24px 0 }';

const TAGS = [
  { name: 'models', description: 'Classifiers to certify' },
  { name: 'datasets', description: 'Labelled inputs to certify at' },
  { name: 'jobs', description: 'Certification: submit, follow, read' },
  { name: 'certificates', description: 'What a job proved, signed, for somebody else to check' },
  { name: 'audits', description: 'Published logs: can they be what they claim?' },
  { name: 'service', description: 'Health and documentation' },
];

/** OpenAPI 3.1 out of the route schemas, and Swagger UI at /docs. */
export function describeApi(app: App, version: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Provable',
        version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } as { name: string },
      },
      tags: TAGS,
      components: {
        examples: refusalExamples(),
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description:
              'Needed where the service was given a key. Without one it is open, on this machine only: it refuses ' +
              '(`origin_not_allowed`) a `Host` that is not localhost, 127.0.0.0/8 or [::1], an `Origin` that is not ' +
              'its own, and what a browser marks as sent by another site. `/livez` and `/readyz` answer any `Host`.',
          },
        },
      },
      security: [{ apiKey: [] }, {}],
    },
    ...transforms(),
  });
  app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, open: true };
    });
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: DOCS_POLICY,
      uiConfig: {
        docExpansion: 'list',
        displayRequestDuration: true,
        tryItOutEnabled: true,
        deepLinking: true,
      },
      theme: { title: 'Provable', css: [{ filename: 'provable.css', content: STYLE }] },
    });
  });
}
