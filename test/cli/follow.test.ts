import type { ServerResponse } from 'node:http';
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

const jobWith = (status: string, done: number, error: object | null = null) => ({
  id: 'job_1',
  status,
  progress: { done, total: 10, eta_seconds: null },
  method: { name: 'smoothing' },
  model: 'mdl_1',
  dataset: 'dst_1',
  error,
});

const SUMMARY = {
  job: 'job_1',
  status: 'succeeded',
  samples: 10,
  clean_accuracy: 1,
  base_accuracy: 1,
  certified: 10,
  predicted: 0,
  abstained: 0,
  undecided: 0,
  average_certified_radius: 0.5,
  norm: 'l2',
  certified_accuracy: [{ radius: 0, value: 1, proved: 0.9 }],
  statement: { text: 'It is said.' },
};

const streamed = (response: ServerResponse, ...events: readonly (readonly [number, string, object])[]) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [id, type, data] of events)
    response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ job: 'job_1', data })}\n\n`);
};

/** A job that is looked at in turn; the last look stays. */
function looks(...statuses: readonly ReturnType<typeof jobWith>[]): () => ReturnType<typeof jobWith> {
  let at = 0;
  return () => statuses[Math.min(at++, statuses.length - 1)]!;
}

describe('waiting for a job', () => {
  it('follows its events until it has ended', async () => {
    const look = looks(jobWith('running', 0), jobWith('succeeded', 10));
    const { address, asked } = await serve((request, response) => {
      if (request.url!.includes('summary')) return sendJson(response, SUMMARY);
      if (!request.url!.includes('events')) return sendJson(response, look());
      streamed(response, [1, 'job.progress', { done: 5, total: 10 }], [2, 'job.succeeded', {}]);
    });
    const { code, out, error } = await provable(['wait', 'job_1'], { server: address });
    expect(code).toBe(0);
    expect(error.trimEnd().split('\n')).toEqual([
      'job_1 running 0/10',
      'job_1 running 5/10',
      'job_1 succeeded 10/10',
    ]);
    expect(out).toContain('100.0 %');
    expect(asked).toEqual([
      'GET /v1/jobs/job_1',
      'GET /v1/jobs/job_1/events?after=0',
      'GET /v1/jobs/job_1',
      'GET /v1/jobs/job_1/summary',
    ]);
  });

  it.each(['failed', 'canceled', 'expired'])('ends with 1 when the job has %s', async (status) => {
    const ended = jobWith(status, 3, { code: 'worker_lost', message: 'gone \u001b[1m', faults: [] });
    const { address } = await serve((_request, response) => sendJson(response, ended));
    const { code, out } = await provable(['wait', 'job_1'], { server: address });
    expect(code).toBe(1);
    expect(out).toContain(`job_1  ${status}  3/10 samples`);
    expect(out).toContain(String.raw`worker_lost: gone \u001b[1m`);
    const json = await provable(['wait', 'job_1', '--json', '--quiet'], { server: address });
    expect(json).toMatchObject({ code: 1, error: '' });
    expect(JSON.parse(json.out)).toEqual(ended);
  });

  it('goes on with the last event when the stream is cut, and asks again and again where none comes through', async () => {
    const look = looks(
      jobWith('running', 0),
      jobWith('running', 6),
      jobWith('running', 8),
      jobWith('succeeded', 10),
    );
    let streams = 0;
    const { address, asked } = await serve((request, response) => {
      if (request.url!.includes('summary')) return sendJson(response, SUMMARY);
      if (!request.url!.includes('events')) return sendJson(response, look());
      if (streams++ > 0) return sendJson(response, {});
      streamed(response, [7, 'job.progress', { done: 5, total: 10 }]);
      setImmediate(() => response.destroy());
    });
    const { code } = await provable(['wait', 'job_1', '-q'], { server: address });
    expect(code).toBe(0);
    expect(asked.filter((one) => one.includes('events'))).toEqual([
      'GET /v1/jobs/job_1/events?after=0',
      'GET /v1/jobs/job_1/events?after=7',
    ]);
  });

  it('waits for a service that is away for a moment, and says so', async () => {
    let times = 0;
    const { address } = await serve((request, response) => {
      if (request.url!.includes('summary')) return sendJson(response, SUMMARY);
      if (times++ === 0) return void response.writeHead(502).end();
      sendJson(response, jobWith('succeeded', 10));
    });
    const { code, error } = await provable(['wait', 'job_1'], { server: address });
    expect(code).toBe(0);
    expect(error).toContain('trying again for 60 s');
  });

  it('gives up when its patience is at an end, and says how to come back', async () => {
    const { address } = await serve((_request, response) => void response.writeHead(502).end());
    const { code, error } = await provable(['wait', 'job_1', '--patience', '0'], { server: address });
    expect(code).toBe(3);
    expect(error).toContain('provable wait job_1');
  });

  it('does not wait for a job that is not there', async () => {
    const problem = { code: 'job_unknown', detail: 'There is no job with this id', errors: [] };
    const { address, asked } = await serve((_request, response) => sendJson(response, problem, 404));
    const { code, error } = await provable(['wait', 'job_1'], { server: address });
    expect([code, error]).toEqual([2, 'provable: There is no job with this id\n']);
    expect(asked).toHaveLength(1);
  });
});

describe('an interruption', () => {
  const endless: Handler = (request, response) => {
    if (request.url!.includes('cancel')) return sendJson(response, jobWith('canceling', 5), 202);
    if (!request.url!.includes('events')) return sendJson(response, jobWith('running', 0));
    streamed(response, [1, 'job.progress', { done: 5, total: 10 }]);
  };
  const interrupted = async (signal: string, ...more: readonly string[]) => {
    const server = await serve(endless);
    const controller = new AbortController();
    const ran = await provable(['wait', 'job_1', ...more], {
      server: server.address,
      interrupt: controller.signal,
      onError: (text) => text.includes('5/10') && controller.abort(signal),
    });
    return { ...ran, asked: server.asked };
  };

  it('leaves the job alone and says how to come back', async () => {
    const { code, out, error, asked } = await interrupted('SIGINT');
    expect([code, out]).toEqual([130, '']);
    expect(error).toContain('job_1 goes on without this command');
    expect(error).toContain('provable wait job_1');
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
  });

  it('ends the job where that was asked for', async () => {
    const { code, error, asked } = await interrupted('SIGTERM', '--cancel-on-interrupt');
    expect(code).toBe(143);
    expect(error).toContain('job_1 is canceling');
    expect(asked.at(-1)).toBe('POST /v1/jobs/job_1/cancel');
  });
});

describe('a job with conditions', () => {
  it.each([
    ['passed', 0],
    ['failed', 1],
    ['undecided', 2],
  ])('that are %s ends with %i, waited for or asked', async (answer, expected) => {
    const samples = { planned: 10, examined: 10, not_examined: 0 };
    const gate = { answer, samples, gates: [{ answer, text: 'certified accuracy at 0.5 …' }] };
    const { address } = await serve((request, response) => {
      if (request.url!.includes('gate')) return sendJson(response, gate);
      sendJson(
        response,
        request.url!.includes('summary') ? SUMMARY : { ...jobWith('succeeded', 10), gate: {} },
      );
    });
    const waited = await provable(['wait', 'job_1'], { server: address });
    expect(waited.code).toBe(expected);
    expect(waited.out).toContain(
      `job_1  ${answer}, 10 of 10 samples examined\ncertified accuracy at 0.5 …\n`,
    );
    const asked = await provable(['gate', 'job_1', '--json'], { server: address });
    expect([asked.code, JSON.parse(asked.out)]).toEqual([expected, gate]);
  });
});
