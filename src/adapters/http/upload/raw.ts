import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../../service/errors.ts';
import type { Intake } from './upload.ts';

/**
 * The body is the file. It goes through a stream of our own: a store that fails destroys its source, and the
 * source must not be the connection that the answer goes back on. Answers what the query declares.
 */
export async function receiveRaw(
  request: FastifyRequest,
  { kind, service, stored }: Intake,
  name: string | undefined,
): Promise<unknown> {
  const { raw } = request;
  const source = new PassThrough();
  let left = false;
  const onClose = () => {
    if (raw.readableEnded) return;
    left = true;
    source.destroy(new Error('the client went away'));
  };
  raw.once('close', onClose);
  source.on('error', () => raw.unpipe(source));
  raw.pipe(source);
  try {
    stored.push({ part: 'file', filename: null, ...(await service.provable.store(kind, source)) });
  } catch (error) {
    throw left ? new Refusal('upload_incomplete', 'The connection closed before the body ended') : error;
  } finally {
    raw.off('close', onClose);
  }
  return name === undefined ? {} : { name };
}
