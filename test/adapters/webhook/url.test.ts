import { describe, expect, it } from 'vitest';
import { checkWebhookUrl } from '../../../src/adapters/webhook/url.ts';

const check = (url: string) => checkWebhookUrl(url, { allowPrivate: false });

describe('the address of a webhook', () => {
  it.each([
    'https://hooks.example.com/a?b=c',
    'http://hooks.example.com',
    'https://hooks.example.com:8443/',
    'http://8.8.8.8:1024/',
    'https://[2606:4700:4700::1111]/',
  ])('%s is accepted', (url) => {
    expect(check(url)).toBeNull();
  });

  it.each([
    ['', /absolute URL/],
    ['hooks.example.com', /absolute URL/],
    ['/relative', /absolute URL/],
    ['ftp://hooks.example.com', /only http and https are called, not ftp:/],
    ['file:///etc/passwd', /not file:/],
    ['javascript:alert(1)', /not javascript:/],
    ['https://user@hooks.example.com', /user name or password/],
    ['https://:secret@hooks.example.com', /user name or password/],
    ['http://hooks.example.com:22', /port 22 is not called/],
    ['http://hooks.example.com:1023', /port 1023/],
    ['http://localhost/', /this machine/],
    ['http://LOCALHOST./', /this machine/],
    ['http://a.localhost/', /this machine/],
    ['http://127.0.0.1/', /127\.0\.0\.1 is not a public address \(loopback\)/],
    ['http://2130706433/', /loopback/],
    ['http://0x7f000001/', /loopback/],
    ['http://0177.0.0.1/', /loopback/],
    ['http://127.1/', /loopback/],
    ['http://127.0.0.1./', /loopback/],
    ['http://0/', /unspecified/],
    ['http://0.0.0.0/', /unspecified/],
    ['http://[::1]/', /loopback/],
    ['http://[::ffff:127.0.0.1]/', /ipv4Mapped/],
    ['http://[::ffff:7f00:1]/', /ipv4Mapped/],
    ['http://169.254.169.254/latest/meta-data/', /linkLocal/],
    ['http://①②⑦.⓪.⓪.①/', /loopback/],
    [`https://hooks.example.com/${'x'.repeat(2048)}`, /at most 2048/],
  ])('%s is refused', (url, reason) => {
    expect(check(url)).toMatch(reason);
  });

  it('may be inside when the installation says so; the rest stands', () => {
    const inside = (url: string) => checkWebhookUrl(url, { allowPrivate: true });
    expect(inside('http://127.0.0.1:88/')).toBeNull();
    expect(inside('http://localhost:8080/')).toBeNull();
    expect(inside('ftp://localhost')).toMatch(/only http/);
    expect(inside('http://user:secret@localhost')).toMatch(/user name/);
  });
});
