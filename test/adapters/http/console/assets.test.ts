import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { consoleAssets } from '../../../../src/adapters/http/console/assets.ts';

const directory = mkdtempSync(join(tmpdir(), 'provable-test-'));
afterAll(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'main.js'), 'import "./part.js";');
writeFileSync(join(directory, 'part.js'), 'export {};');
writeFileSync(join(directory, 'notes.txt'), 'nobody asked');

describe('the files of the console', () => {
  it('are its modules, its style and its icon, each with a type and a digest', () => {
    const { files } = consoleAssets(directory);
    expect([...files.keys()].sort()).toEqual(['console.css', 'icon.svg', 'main.js', 'part.js']);
    expect(files.get('part.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      content: 'export {};',
    });
    expect(new Set([...files.values()].map(({ etag }) => etag)).size).toBe(4);
    for (const { etag } of files.values()) expect(etag).toMatch(/^"[\w-]{43}"$/);
  });

  it('are named by the page, which holds no script and no style of its own', () => {
    const { page } = consoleAssets(directory);
    expect(page.content).toContain('<link rel="modulepreload" href="/console/part.js">');
    expect(page.content).not.toMatch(/<style|style=|<script(?! type="module" src=)| on[a-z]+=|https?:/);
    expect(page.content).toMatch(/^<!doctype html>\n<html lang="en">/);
    for (const [, name] of page.content.matchAll(/(?:src|href)="\/console\/([^"]+)"/g))
      expect(consoleAssets(directory).files.has(name!), name).toBe(true);
  });
});
