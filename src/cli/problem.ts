import type { IncomingMessage } from 'node:http';
import { EXIT, Failure } from './failure.ts';
import type { FailureFault } from './failure.ts';

const MOST = 1024 * 1024;

/** An answer that is not one of success, as a failure: the service's own words where it has said why. */
export async function failureOf(answer: IncomingMessage, address: string, keyed: boolean): Promise<Failure> {
  const status = answer.statusCode ?? 0;
  const { headers } = answer;
  // a service that is there but cannot, or something in between that cannot reach it
  const exit = status >= 500 ? EXIT.unreachable : EXIT.refused;
  const problem = await problemIn(answer);
  if (problem === null) {
    const to = status >= 300 && status < 400 ? `, a redirection to ${headers.location ?? 'nowhere'}` : '';
    return new Failure(`${address} answered ${status}${to}, which is not an answer of Provable`, {
      code: 'not_provable',
      exit: EXIT.unreachable,
      status,
    });
  }
  const hint = status === 401 ? keyHint(keyed) : undefined;
  return new Failure(problem.detail, {
    code: problem.code,
    exit,
    status,
    faults: problem.errors,
    ...(status >= 500 && problem.request_id && { requestId: problem.request_id }),
    ...(hint !== undefined && { hint }),
  });
}

const keyHint = (keyed: boolean) =>
  keyed
    ? 'the key in PROVABLE_API_KEY, or in the file, is not that of this service'
    : 'put the key into PROVABLE_API_KEY, or into a file that --api-key-file or PROVABLE_API_KEY_FILE names';

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FailureFault[];
  readonly request_id?: string;
}

async function problemIn(answer: IncomingMessage): Promise<Problem | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MOST) return null;
      pieces.push(piece);
    }
    if (!/^application\/problem\+json\b/.test(answer.headers['content-type'] ?? '')) return null;
    return problemOf(JSON.parse(Buffer.concat(pieces).toString()));
  } catch {
    return null;
  }
}

function problemOf(value: unknown): Problem | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, detail, title, errors, request_id: id } = value as Record<string, unknown>;
  if (typeof code !== 'string') return null;
  const faults = Array.isArray(errors) ? errors.filter(isFault) : [];
  const words = [detail, title, code].find((one) => typeof one === 'string') as string;
  return { code, detail: words, errors: faults, ...(typeof id === 'string' && { request_id: id }) };
}

function isFault(value: unknown): value is FailureFault {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, pointer, node, operator } = value as Record<string, unknown>;
  const optional = [pointer, node, operator].every((one) => one === undefined || typeof one === 'string');
  return typeof code === 'string' && typeof message === 'string' && optional;
}
