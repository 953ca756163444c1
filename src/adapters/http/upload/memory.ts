import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import type { Service } from '../route.ts';
import { swallow } from './swallow.ts';
import { receiveUpload } from './upload.ts';

/** A file that came in and was not stored, and the client's own words about it. */
export interface Received {
  readonly bytes: Uint8Array;
  /** Of the part `outcomes`, where it was asked for and came. */
  readonly outcomes: Uint8Array | null;
  readonly declared: unknown;
}

/** Boundaries and headers of a multipart body. */
const ENVELOPE = 64 * 1024;

/**
 * Takes an upload of one file, or of two, each up to the size of a JSON body, as `receiveUpload` does, but into memory: for
 * what is answered at once and kept nowhere. `noun` is what the client knows it as.
 * @throws as `receiveUpload`
 */
export async function receiveInMemory(
  request: FastifyRequest,
  service: Service,
  noun: string,
  beside: readonly 'outcomes'[] = [],
): Promise<Received> {
  const { json: limit } = service.limits;
  const tooLarge = () => new Refusal('too_large', `A ${noun} may have ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > (2 + beside.length) * limit + ENVELOPE) {
    swallow(request.raw);
    throw tooLarge();
  }
  const contents: Buffer[] = [];
  const provable = {
    ...service.provable,
    store: async (_: 'model' | 'dataset', source: Readable) => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of source as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) throw tooLarge();
        chunks.push(chunk);
      }
      return { digest: String(contents.push(Buffer.concat(chunks)) - 1), size };
    },
    discard: () => Promise.resolve(),
  };
  const here = { ...service, provable, limits: { ...service.limits, dataset: limit } };
  const expected = { kind: 'dataset', files: ['file', ...beside] } as const;
  const { declared, stored } = await receiveUpload(request, here, expected, undefined);
  const content = (name: string): Uint8Array | null => {
    const found = stored.find(({ part }: { readonly part: string }) => part === name);
    return found ? contents[Number(found.digest)]! : null;
  };
  return { bytes: content('file')!, outcomes: content('outcomes'), declared };
}
