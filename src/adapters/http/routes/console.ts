import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import { consoleAssets, type Asset } from '../console/assets.ts';
import { CONSOLE_POLICY } from '../headers.ts';
import type { Route } from '../route.ts';

/** The files of the console. The page itself is at / (`docs.ts`). Open without a key: nobody's work is in them. */
export const consoleFiles: Route = (app) => {
  const { files } = consoleAssets();
  app.route<{ Params: { file: string } }>({
    method: 'GET',
    url: '/console/:file',
    schema: { hide: true },
    config: { open: true },
    handler: async (request, reply) => {
      const asset = files.get(request.params.file);
      if (!asset) throw new Refusal('route_unknown', 'There is no such file of the console');
      return sendAsset(request, reply, asset);
    },
  });
};

/** Kept by browsers, and asked about each time: a new release is seen at once. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  void reply.headers({
    etag: asset.etag,
    'cache-control': 'no-cache',
    'content-security-policy': CONSOLE_POLICY,
  });
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(asset.etag) || known.includes('*')) return reply.code(304).send();
  return reply.type(asset.type).serializer(String).send(asset.content);
}
