import { afterEach, describe, expect, it } from 'vitest';
import { provable, scripted, sendJson } from '../support/cli.ts';
import type { Handler, Scripted } from '../support/cli.ts';

const open: Scripted[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(handler: Handler): Promise<Scripted> {
  const server = await scripted(handler);
  open.push(server);
  return server;
}

describe('names', () => {
  const MODELS = [
    { id: 'mdl_1', name: 'one', created_at: 'then' },
    { id: 'mdl_2', name: 'two', created_at: 'then' },
    { id: 'mdl_3', name: 'two', created_at: 'now' },
  ];
  const handler: Handler = (request, response) => {
    const url = new URL(request.url!, 'http://x');
    const at = Number(url.searchParams.get('cursor') ?? 0);
    if (url.pathname !== '/v1/models')
      return sendJson(response, { ...MODELS[0], sample_shape: [], methods: {}, notes: [] });
    sendJson(response, {
      data: MODELS.slice(at, at + 1),
      has_more: at < 2,
      next_cursor: at < 2 ? String(at + 1) : null,
    });
  };

  it('stand for the only one that has them, on whatever page it is', async () => {
    const { address, asked } = await serve(handler);
    expect((await provable(['models', 'one'], { server: address })).code).toBe(0);
    expect(asked.at(-1)).toBe('GET /v1/models/mdl_1');
    const two = await provable(['models', 'two'], { server: address });
    expect(two.code).toBe(2);
    expect(two.error).toContain('2 models are named two');
    expect(two.error).toContain('mdl_2 (then), mdl_3 (now)');
    expect((await provable(['models', 'three'], { server: address })).error).toContain(
      'no model named three',
    );
  });

  it('are shown spelled out where a terminal would obey them', async () => {
    const hostile = {
      ...MODELS[0],
      name: '\u001b]0;owned\u0007\u202e',
      role: 'r',
      class_count: 2,
      sample_shape: [1],
    };
    const { address } = await serve((_request, response) =>
      sendJson(response, { data: [hostile], has_more: false, next_cursor: null }),
    );
    const text = await provable(['models'], { server: address, outTerminal: true });
    const json = await provable(['models', '--json'], { server: address });
    for (const { out } of [text, json])
      for (const character of ['\u001b', '\u0007', '\u202e']) expect(out).not.toContain(character);
    expect(JSON.parse(json.out)).toEqual({ data: [hostile], has_more: false });
  });
});
