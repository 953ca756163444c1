import { describe, expect, it } from 'vitest';
import { bounded, shortened } from '../../../src/adapters/http/bounds.ts';
import { Refusal } from '../../../src/service/errors.ts';
import { testApp } from './support/app.ts';

const faults = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ code: 'wrong', message: `number ${at}`, pointer: `/${at}` }));

describe('what an answer says at most', () => {
  it('is a hundred faults, and how many more there are', () => {
    expect(bounded(faults(100))).toEqual(faults(100));
    expect(bounded(faults(101))).toEqual([...faults(100), { code: 'more', message: 'and 1 more' }]);
    expect(bounded(faults(70_000)).at(-1)).toEqual({ code: 'more', message: 'and 69900 more' });
  });

  it('is a thousand characters a text, none of them half', () => {
    expect(shortened('x'.repeat(1000))).toBe('x'.repeat(1000));
    expect(shortened('x'.repeat(1001))).toBe(`${'x'.repeat(999)}…`);
    expect(shortened(`${'x'.repeat(998)}😀😀`)).toBe(`${'x'.repeat(998)}…`);
  });

  it('has no cut pointer', () => {
    const [long, short] = bounded([
      { code: 'a', message: 'm', node: 'n'.repeat(2000), operator: 'Relu', pointer: `/${'p'.repeat(2000)}` },
      { code: 'b', message: 'm', pointer: '/p' },
    ]);
    expect(long).toEqual({ code: 'a', message: 'm', node: `${'n'.repeat(999)}…`, operator: 'Relu' });
    expect(short).toEqual({ code: 'b', message: 'm', pointer: '/p' });
  });

  it('holds for whatever the service refuses', async () => {
    const refusal = new Refusal('request_invalid', 'd'.repeat(5000), faults(5000));
    const { app } = testApp({ submit: () => Promise.reject(refusal) });
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/v1/jobs', payload: '{}', headers });
    const body = answer.json<{ detail: string; errors: unknown[] }>();
    expect(body.detail).toHaveLength(1000);
    expect(body.errors).toHaveLength(101);
    await app.close();
  });
});
