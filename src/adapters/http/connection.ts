import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import { Refusal } from '../../service/errors.ts';
import { BARE_HEADERS } from './headers.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import type { App } from './route.ts';

const answers = new WeakMap<Socket, Set<ServerResponse>>();

/** Remembers what each connection is being answered, so that nothing is written into the middle of it. */
export function followAnswers(app: App): void {
  app.addHook('onRequest', async ({ raw: { socket } }, { raw: answer }) => {
    const open = answers.get(socket) ?? new Set();
    answers.set(socket, open.add(answer));
    answer.once('close', () => isOpen(answer) || open.delete(answer));
  });
}

/** An answer is over when all of it is sent and all of what it answers has come. */
const isOpen = (answer: ServerResponse): boolean => !(answer.writableFinished && answer.req.complete);

const isAnswering = (socket: Socket): boolean =>
  [...(answers.get(socket) ?? [])].some((answer) => answer.headersSent && isOpen(answer));

/** What never became a request (not HTTP, too long, too slow) is answered on the bare connection, and closes it; one that is in the middle of an answer is only closed. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || isAnswering(socket)) {
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
