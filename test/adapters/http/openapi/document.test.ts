import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApiText } from '../../../../src/adapters/http/openapi/text.ts';
import { REFUSALS } from '../../../../src/service/errors.ts';
import { testApp } from '../support/app.ts';

interface Operation {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { content?: Record<string, { examples?: Record<string, unknown> }> }>;
}
interface Document {
  openapi: string;
  info: { description: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; examples: Record<string, { value: { status: number } }> };
}

const root = new URL('../../../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
let text: string;
let document: Document;
beforeAll(async () => {
  text = await openApiText(version);
  document = parse(text) as Document;
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

describe('the OpenAPI document', () => {
  it('is committed as the routes say (npm run openapi)', () => {
    expect(readFileSync(new URL('openapi/openapi.yaml', root), 'utf8')).toBe(text);
  });

  it('is what the service answers', async () => {
    const { app } = testApp({}, { version });
    expect((await app.inject('/openapi.json')).json()).toEqual(document);
    await app.close();
  });

  it('has every route of the service but the files of pages, and nothing else', async () => {
    const { app } = testApp();
    const routes: string[] = [];
    app.addHook('onRoute', ({ url, method }) => {
      if (url.startsWith('/docs') || url.startsWith('/console')) return;
      for (const one of [method].flat()) {
        if (one !== 'HEAD') routes.push(`${one.toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
      }
    });
    await app.ready();
    await app.close();
    expect(
      operations()
        .map(({ path, method }) => `${method} ${path}`)
        .sort(),
    ).toEqual(routes.sort());
    expect(routes.length).toBeGreaterThan(18);
  });

  it('has only references that lead somewhere, and schemas that something refers to', () => {
    const references = [...text.matchAll(/\$ref: "?#\/([^"\s]+)"?/g)].map(([, pointer]) =>
      pointer!.split('/'),
    );
    expect(references.length).toBeGreaterThan(50);
    for (const path of references) {
      const target = path.reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], document);
      expect(target, path.join('/')).toBeTypeOf('object');
    }
    const used = new Set(references.map(([, , name]) => name));
    expect(Object.keys(document.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  it('describes every operation, with a tag that is explained and an id of its own', () => {
    const tags = document.tags.map(({ name }) => name);
    for (const { path, method, operation } of operations()) {
      const where = `${method} ${path}`;
      expect(operation.summary, where).toMatch(/\S{2}/);
      expect(operation.description, where).toMatch(/\S{2}.*\.$/s);
      expect(
        operation.tags.every((tag) => tags.includes(tag)),
        where,
      ).toBe(true);
      expect(
        Object.values(operation.responses).filter((one) =>
          /^Default/.test((one as { description: string }).description),
        ),
        where,
      ).toEqual([]);
    }
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows every refusal of an operation under its status', () => {
    for (const { path, operation } of operations()) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const codes = Object.keys(response.content?.['application/problem+json']?.examples ?? {});
        for (const code of codes)
          expect(String(document.components.examples[code]?.value.status)).toBe(status);
        if (Number(status) >= 400) expect(codes.length, `${path} ${status}`).toBeGreaterThan(0);
      }
      expect(operation.responses['500']).toBeDefined();
      expect(operation.responses['403']).toBeDefined();
      if (path.startsWith('/v1') && !path.startsWith('/v1/schemas/')) expect(operation.responses['401']).toBeDefined();
    }
  });

  it('has no status that is never answered: what a body names and is not there is a fault in it', () => {
    for (const path of ['/v1/jobs', '/v1/datasets']) {
      const { responses, description } = document.paths[path]!['post']!;
      expect(Object.keys(responses)).not.toContain('404');
      expect(responses['422']?.content?.['application/problem+json']?.examples).toHaveProperty(
        'request_invalid',
      );
      expect(description).toContain('`model_unknown` at `/model`');
    }
    expect(document.paths['/v1/jobs']!['post']!.description).toContain('`dataset_unknown` at `/dataset`');
  });

  it('lists every refusal code', () => {
    for (const [code, [status, title]] of Object.entries(REFUSALS)) {
      expect(document.info.description).toContain(`| \`${code}\` | ${status} | ${title} |`);
      expect(document.components.examples[code]).toMatchObject({ value: { code, status, title } });
    }
  });

  it('documents bodies although the framework does not validate them', () => {
    const withBody = operations().filter(({ operation }) => operation.requestBody);
    expect(withBody.map(({ path, method }) => `${method} ${path}`)).toEqual([
      'post /v1/models',
      'post /v1/datasets',
      'post /v1/jobs',
      'post /v1/jobs/{id}/extend',
      'post /v1/audits',
      'post /v1/certificates/verify',
    ]);
    expect(Object.keys(document.paths['/v1/models']!['post']!.requestBody!.content)).toEqual([
      'multipart/form-data',
      'application/octet-stream',
    ]);
  });
});
