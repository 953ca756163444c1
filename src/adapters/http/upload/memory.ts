import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import type { Service } from '../route.ts';
import { swallow } from './swallow.ts';
import { receiveUpload } from './upload.ts';

/** A file that came in and was not stored, and the client's own words about it. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly declared: unknown;
}

/** Boundaries and headers of a multipart body. */
const ENVELOPE = 64 * 1024;

/**
 * Takes an upload of one file, up to the size of a JSON body, as `receiveUpload` does, but into memory: for what is
 * answered at once and kept nowhere. `noun` is what the client knows it as.
 * @throws as `receiveUpload`
 */
export async function receiveInMemory(
  request: FastifyRequest,
  service: Service,
  noun: string,
): Promise<Received> {
  const { json: limit } = service.limits;
  const tooLarge = () => new Refusal('too_large', `A ${noun} may have ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > 2 * limit + ENVELOPE) {
    swallow(request.raw);
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  const provable = {
    ...service.provable,
    store: async (_: 'model' | 'dataset', source: Readable) => {
      let size = 0;
      for await (const chunk of source as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) throw tooLarge();
        chunks.push(chunk);
      }
      return { digest: '', size };
    },
    discard: () => Promise.resolve(),
  };
  const here = { ...service, provable, limits: { ...service.limits, dataset: limit } };
  const { declared } = await receiveUpload(request, here, { kind: 'dataset', files: ['file'] }, undefined);
  return { bytes: Buffer.concat(chunks), declared };
}
