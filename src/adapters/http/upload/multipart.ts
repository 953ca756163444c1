import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import type { Fault } from '../../../service/errors.ts';
import { parseJson } from '../json.ts';
import type { Intake } from './upload.ts';

const MOST_PARTS = 16;
const METADATA = 'metadata';

/**
 * Parts in any order: the files, streamed to the store, and `metadata`, a JSON object. Every part that is unknown,
 * repeated or missing is named; once one is wrong, what follows is read but no longer stored.
 */
export async function receiveMultipart(request: FastifyRequest, intake: Intake): Promise<unknown> {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  let declared: unknown = {};
  for await (const part of partsOf(request)) {
    const fault = faultOf(part, seen, intake);
    seen.add(part.fieldname);
    if (fault) faults.push(fault);
    if (part.fieldname === METADATA && !fault) declared = await metadataOf(part, intake);
    else if (faults.length === 0) await storePart(part, intake);
    else await skip(part, intake);
  }
  if (faults.length > 0 || !seen.has('file')) throw unfit(faults, seen, intake);
  return declared;
}

function unfit(faults: readonly Fault[], seen: ReadonlySet<string>, { files }: Intake): Refusal {
  const known = [...files, METADATA].map((name) => `\`${name}\``).join(', ');
  if (seen.has('file')) return new Refusal('body_malformed', `The parts of the body may be ${known}`, faults);
  const missing = { code: 'part_missing', message: 'the part `file` is missing', pointer: '/file' };
  return new Refusal('upload_incomplete', `The parts of the body may be ${known}`, [...faults, missing]);
}

function faultOf(part: MultipartFile, seen: ReadonlySet<string>, { files }: Intake): Fault | null {
  const name = part.fieldname as string | undefined;
  if (!name) return { code: 'part_unnamed', message: 'a part has no name in its Content-Disposition' };
  const pointer = `/${name}`;
  if (seen.has(name))
    return { code: 'part_repeated', message: `the part \`${name}\` appears twice`, pointer };
  const known = name === METADATA || files.some((file) => file === name);
  return known ? null : { code: 'part_unknown', message: `there is no part \`${name}\` here`, pointer };
}

/** Every part comes as a stream, whatever it calls itself. Failures of the form itself are the client's. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<MultipartFile> {
  const parts = request.parts({
    isPartAFile: () => true,
    limits: { parts: MOST_PARTS, fileSize: Number.MAX_SAFE_INTEGER, headerPairs: 32 },
  });
  for (;;) {
    let next: IteratorResult<unknown>;
    try {
      next = await parts.next();
    } catch (error) {
      throw unreadable(error);
    }
    if (next.done) return;
    yield next.value as MultipartFile;
  }
}

/** A form sends a field that was left empty as a part without bytes: an optional file that is not there. */
async function storePart(part: MultipartFile, { kind, service, stored }: Intake): Promise<void> {
  const name = part.fieldname as 'file' | 'labels';
  const filename = part.filename?.replaceAll(/\p{Cc}/gu, '').slice(0, 255) || null;
  const kept = await reading(part, () => service.provable.store(kind, part.file));
  if (kept.size === 0 && name !== 'file') await service.provable.discard(kept);
  else stored.push({ part: name, filename, ...kept });
}

async function metadataOf(part: MultipartFile, { service }: Intake): Promise<unknown> {
  const limit = service.limits.json;
  const chunks: Buffer[] = [];
  let size = 0;
  await reading(part, async () => {
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new Refusal('too_large', `The part \`metadata\` may have ${limit} bytes`);
      chunks.push(chunk);
    }
  });
  return parseJson(Buffer.concat(chunks), 'The part `metadata`');
}

async function skip(part: MultipartFile, { kind, service }: Intake): Promise<void> {
  let size = 0;
  await reading(part, async () => {
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > service.limits[kind]) throw new Refusal('too_large');
    }
  });
}

/**
 * Runs `read`; when the part itself broke, that is what is reported, not what its reader made of it. A reader that
 * fails for its own reasons destroys the part too, so only what the parser says counts as the client's.
 */
async function reading<T>(part: MultipartFile, read: () => Promise<T>): Promise<T> {
  const broken: unknown[] = [];
  part.file.once('error', (error) => broken.push(error));
  try {
    return await read();
  } catch (error) {
    const parsers = [...broken, error].find(isParsers);
    throw error instanceof Refusal || !parsers ? error : unreadable(parsers);
  }
}

const isParsers = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'FST_MP_PREMATURE_CLOSE') || / multipart data/.test(error.message));

function unreadable(error: unknown): Refusal {
  const { code, message } = error as { code?: string; message: string };
  if (
    code === 'FST_MP_PREMATURE_CLOSE' ||
    code === 'ECONNRESET' ||
    /terminated early|unexpected end/i.test(message)
  ) {
    return new Refusal('upload_incomplete', 'The body ended before its last part was complete');
  }
  const reason =
    code === 'FST_PARTS_LIMIT' ? `there are more than ${MOST_PARTS} parts` : message.toLowerCase();
  return new Refusal('body_malformed', 'The multipart body cannot be read', [
    { code: 'multipart_malformed', message: reason },
  ]);
}
