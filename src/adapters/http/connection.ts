import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { Refusal } from '../../service/errors.ts';
import { BARE_HEADERS } from './headers.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** What never became a request (not HTTP, too long, too slow) is answered on the bare connection, and closes it. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const id = requestIdOf({ headers: {} });
  const problem = problemOf(refusalOf(error.code), id, '');
  const body = JSON.stringify(problem);
  const headers = {
    ...BARE_HEADERS,
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(body),
    'x-request-id': id,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`);
}

function refusalOf(code: string | undefined): Refusal {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Refusal('headers_too_large', 'The request line and the headers may have 16 KiB together');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal('request_timeout');
    default:
      return new Refusal('body_malformed', 'This is not an HTTP request that can be read');
  }
}
