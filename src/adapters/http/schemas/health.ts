import { z } from 'zod';

export const live = z.object({ status: z.literal('ok') }).meta({ examples: [{ status: 'ok' }] });
export const ready = z.object({ status: z.literal('ready') }).meta({ examples: [{ status: 'ready' }] });

export const root = z
  .object({
    product: z.literal('provable'),
    version: z.string(),
    links: z.object({
      docs: z.string(),
      openapi: z.string(),
      models: z.string(),
      datasets: z.string(),
      jobs: z.string(),
    }),
  })
  .describe('Where everything is');
