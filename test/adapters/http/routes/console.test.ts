import { describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the console', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/console/console.css', 'text/css; charset=utf-8'],
    ['/console/icon.svg', 'image/svg+xml'],
  ])('has %s, open and once', async (url, type) => {
    const { app } = testApp({}, { apiKey: 'sesame' });
    const answer = await app.inject({ url, headers: BROWSER });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    const again = await app.inject({
      url,
      headers: { ...BROWSER, 'if-none-match': `"x", W/${String(answer.headers.etag)}` },
    });
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', answer.headers.etag]);
    const other = await app.inject({ url, headers: { ...BROWSER, 'if-none-match': '"x"' } });
    expect(other.statusCode).toBe(200);
    await app.close();
  });

  it('may run its own scripts, and load and send nothing elsewhere', async () => {
    const { app } = testApp();
    const policy = String(
      (await app.inject({ url: '/', headers: BROWSER })).headers['content-security-policy'],
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*|https?:/);
    await app.close();
  });

  it.each(['/console/nothing.js', '/console/..%2fapp.js', '/console/constructor', '/console/'])(
    'has no %s',
    async (url) => {
      const { app } = testApp();
      const answer = await app.inject(url);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'route_unknown']);
      await app.close();
    },
  );
});
