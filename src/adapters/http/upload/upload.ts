import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import type { StoredPart } from '../../../service/provable.ts';
import type { Service } from '../route.ts';
import { receiveMultipart } from './multipart.ts';
import { receiveRaw } from './raw.ts';
import { swallow } from './swallow.ts';

/** What came in and is stored but not admitted, and the client's own words about it. */
export interface Upload {
  readonly stored: readonly StoredPart[];
  readonly declared: unknown;
}

/** What one kind of upload may consist of; the part `file` is always needed. */
export interface Expectation {
  readonly kind: 'model' | 'dataset';
  readonly files: readonly (StoredPart['part'] | 'outcomes')[];
}

/** Where a part goes while the request still comes in. */
export interface Intake extends Expectation {
  readonly service: Service;
  readonly stored: StoredPart[];
}

/** Parts of a multipart body besides the bytes of its files: boundaries, headers, metadata. */
const ENVELOPE = 16 * 1024 * 1024;

/**
 * Streams an upload into the store. Whatever goes wrong on the way, nothing stays stored.
 * @throws Refusal too_large, upload_incomplete, body_malformed, body_missing, or the store's own.
 */
export async function receiveUpload(
  request: FastifyRequest,
  service: Service,
  expectation: Expectation,
  name: string | undefined,
): Promise<Upload> {
  const intake: Intake = { ...expectation, service, stored: [] };
  try {
    refuseEarly(request, intake);
    const multipart = request.isMultipart();
    if (multipart && name !== undefined) throw nameTwice();
    const declared = multipart
      ? await receiveMultipart(request, intake)
      : await receiveRaw(request, intake, name);
    return { stored: intake.stored, declared };
  } catch (error) {
    swallow(request.raw);
    for (const stored of intake.stored) await service.provable.discard(stored);
    throw error;
  }
}

/** A stated length over every limit is refused before a byte is read. */
function refuseEarly(request: FastifyRequest, { kind, files, service }: Intake): void {
  const limit = service.limits[kind];
  const length = Number(request.headers['content-length'] ?? 0);
  if (length === 0 && request.headers['transfer-encoding'] === undefined) throw new Refusal('body_missing');
  if (length <= limit * files.length + ENVELOPE) return;
  throw new Refusal('too_large', `A ${kind} may have ${limit} bytes; this request announces ${length}`);
}

const nameTwice = () =>
  new Refusal('parameter_invalid', 'A multipart upload is named in its metadata', [
    {
      code: 'parameter_unknown',
      message:
        'only for an application/octet-stream body; in multipart, `name` belongs into the part `metadata`',
      pointer: '#query/name',
    },
  ]);
