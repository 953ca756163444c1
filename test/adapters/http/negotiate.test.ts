import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { negotiate } from '../../../src/adapters/http/negotiate.ts';

const OFFERS = ['application/json', 'text/csv'] as const;
const choose = (accept: string | undefined) => negotiate({ headers: { accept } } as FastifyRequest, OFFERS);

describe('content negotiation', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; q=0.5', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.4, application/json;q=0.9', 'application/json'],
    ['application/json;q=0, */*', 'text/csv'],
    ['text/html, text/csv;charset=utf-8, */*;q=0.1', 'text/csv'],
  ])('answers %s with %s', (accept, offer) => {
    expect(choose(accept)).toBe(offer);
  });

  it.each(['text/html', 'text/csv;q=0, application/json;q=0', 'text/csv;q=high'])('refuses %s', (accept) => {
    expect(() => choose(accept)).toThrow('This can be had as application/json, text/csv');
  });
});
