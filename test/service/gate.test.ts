import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { METHOD_SETTLED } from '../../src/certify/certifiers/index.ts';
import { GATE_REQUESTS } from '../../src/certify/gate/gate.ts';
import { openCertificates } from '../../src/service/certificate.ts';
import { prepareExtension } from '../../src/service/extension.ts';
import { gatesOf, gateStandings, requestOf } from '../../src/service/gate.ts';
import type { Intake } from '../../src/service/lifecycle.ts';
import { reconcile, stop } from '../../src/service/settle.ts';
import { summaryOf } from '../../src/service/summary.ts';
import { RunnerFailure } from '../../src/service/task.ts';
import { aGate, aRow, PROVENANCE } from '../support/records.ts';
import { aSigner } from '../support/signer.ts';
import { METHOD, obedient, openBench } from '../support/workplace.ts';
import type { Bench, FakeRun } from '../support/workplace.ts';

let bench: Bench;
const open = async (...args: Parameters<typeof openBench>) => (bench = await openBench(...args));
afterEach(() => bench.close());

const { product: _, ...ENGINE } = PROVENANCE;

/** Gives samples their rows one at a time: those from `wrong` on are not right. */
const answering =
  (wrong: number): FakeRun =>
  async (task, { report, signal }) => {
    report?.({ provenance: ENGINE });
    for (const index of task.indices) {
      if (signal?.aborted) throw new RunnerFailure('aborted', 'stopped');
      report?.({ row: aRow(index, { correct: index < wrong }) });
    }
    return { finished: true, carried: [] };
  };

const eventsOf = async (id: string) => (await bench.records.events(id, 0, 100)).map(({ type }) => type);
const announced = async (id: string) =>
  JSON.parse((await bench.records.deliveries(id))[0]!.body) as { data: Record<string, unknown> };

describe('a job with a gate', () => {
  it('ends as soon as its gate is passed, with whole rows, and says so everywhere', async () => {
    await open(answering(100));
    await bench.add('job_1', 20, { gate: [aGate({ planned: 20 })] });
    await bench.work(1);
    const job = await bench.ended('job_1');
    expect(job).toMatchObject({ status: 'succeeded', stopping: 'decided', error: null, done: 10 });
    const rows = await bench.records.rows('job_1', null, 100);
    expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const gate = {
      answer: 'passed',
      settled: true,
      stopped_early: true,
      samples: { planned: 20, examined: 10, not_examined: 10 },
    };
    expect(gateStandings(job)).toMatchObject(gate);
    expect(await summaryOf(bench.records, job)).toMatchObject({ samples: 10, statement: { of: 20 }, gate });
    expect((await eventsOf('job_1')).slice(-2)).toEqual(['job.decided', 'job.succeeded']);
    const last = (await bench.records.events('job_1', 0, 100)).at(-1)!;
    expect(last.data).toMatchObject({ summary: { samples: 10, gate } });
    expect((await announced('job_1')).data).toMatchObject({
      status: 'succeeded',
      gate,
      summary: { samples: 10 },
    });
    expect((await announced('job_1')).data['summary']).not.toHaveProperty('gate');
  });

  it('ends as soon as its gate has failed', async () => {
    await open(answering(3));
    await bench.add('job_1', 20, { gate: [aGate({ planned: 20 })] });
    await bench.work(1);
    const job = await bench.ended('job_1');
    expect(job).toMatchObject({ status: 'succeeded', done: 14 });
    expect(gateStandings(job)).toMatchObject({ answer: 'failed', settled: true, stopped_early: true });
  });

  it('runs to its end when a gate says so, or when only the last row decides', async () => {
    await open(answering(10));
    await bench.work(2);
    await bench.add('job_1', 20, { gate: [aGate({ planned: 20, stop: false })] });
    await bench.add('job_2', 11, { gate: [aGate({ planned: 11, needs: { counted: 11, proved: 11 } })] });
    expect(await bench.ended('job_1')).toMatchObject({ status: 'succeeded', stopping: null, done: 20 });
    expect(gateStandings(await bench.ended('job_1'))).toMatchObject({
      answer: 'passed',
      stopped_early: false,
    });
    const late = await bench.ended('job_2');
    expect(late).toMatchObject({ status: 'succeeded', done: 11 });
    expect(gateStandings(late)).toMatchObject({ answer: 'failed', stopped_early: false });
  });

  it('has nothing to say of a job without one', async () => {
    await open(obedient);
    await bench.work(1);
    await bench.add('job_1', 2);
    const job = await bench.ended('job_1');
    expect(gateStandings(job)).toBeNull();
    expect((await announced('job_1')).data).toMatchObject({ gate: null });
  });

  it('answers the same however the job is cut, worked on, killed and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        fc.array(fc.boolean(), { maxLength: 12 }),
        async (hands, size, right, deaths) => {
          const left = [...deaths];
          const run: FakeRun = async (task, { report, signal }) => {
            report?.({ provenance: ENGINE });
            for (const index of task.indices) {
              if (signal?.aborted) throw new RunnerFailure('aborted', 'stopped');
              report?.({ row: aRow(index, { correct: right[index]! }) });
              if (left.pop()) throw new RunnerFailure('runner_died', 'killed');
            }
            return { finished: true, carried: [] };
          };
          await open(run, { maxAttempts: 1000 });
          await bench.add('job_1', 24, { gate: [aGate({ planned: 24 })] }, size);
          await bench.work(hands);
          const job = await bench.ended('job_1');
          const count = right.filter(Boolean).length;
          expect(job.status).toBe('succeeded');
          expect(gateStandings(job)).toMatchObject({
            answer: count >= 12 ? 'passed' : 'failed',
            settled: true,
          });
          const rows = await bench.records.rows('job_1', null, 100);
          expect(rows).toHaveLength(job.done);
          expect(rows).toEqual(rows.map(({ index }) => aRow(index, { correct: right[index]! })));
          expect(job.tally).toMatchObject({ rows: rows.length });
          await bench.close();
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is ended by the reconciler when the worker that decided it is gone', async () => {
    await open(obedient);
    await bench.add('job_1', 4, { gate: [aGate()] });
    const { records } = bench;
    const lease = await records.begin('job_1-0', '2026', '2026-01-02', 3);
    expect(lease).toMatchObject({ attempt: 1 });
    await records.record('job_1-0', 1, [aRow(0)], PROVENANCE);
    await records.begin('job_1-1', '2026', '2026-01-02', 3);
    await records.record('job_1-1', 1, [aRow(1)], PROVENANCE);
    await reconcile(bench.lifecycle);
    expect(await records.job('job_1')).toMatchObject({ status: 'succeeded', done: 2 });
  });

  it('waits for the runners that still work on it, and is not canceled any more', async () => {
    await open(obedient);
    await bench.add('job_1', 4, { gate: [aGate()] });
    const { records, lifecycle } = bench;
    for (const k of [0, 1, 2]) await records.begin(`job_1-${k}`, '2026', k === 2 ? '2999' : '2026-01-02', 3);
    for (const k of [0, 1]) await records.record(`job_1-${k}`, 1, [aRow(k)], PROVENANCE);
    await reconcile(lifecycle);
    expect(await records.job('job_1')).toMatchObject({ status: 'running', stopping: 'decided' });
    expect(await stop(lifecycle, 'job_1', 'canceled', null)).toMatchObject({
      status: 'running',
      stopping: 'decided',
    });
    expect(await records.record('job_1-2', 1, [aRow(2)], PROVENANCE)).toBe(false);
    await records.release('job_1-2', 1, true);
    await reconcile(lifecycle);
    expect(await records.job('job_1')).toMatchObject({ status: 'succeeded', done: 2 });
  });

  it('that was stopped early is neither extended nor certified, and says why', async () => {
    await open(answering(100));
    await bench.add('job_1', 20, { gate: [aGate({ planned: 20 })] });
    await bench.work(1);
    const job = await bench.ended('job_1');
    const refused = { code: 'job_stopped_early', message: expect.stringContaining('10 of 20') as string };
    const extending = prepareExtension(bench.lifecycle as Intake, job, { max_n: 1000 });
    await expect(extending).rejects.toMatchObject(refused);
    const certificates = openCertificates(bench.records, aSigner);
    await expect(certificates.issue(job)).rejects.toMatchObject(refused);
  });
});

describe('the gates of a job', () => {
  const plan = { planned: 100, shape: [1, 8, 8], labelled: true };
  const method = (changes: object = {}) => METHOD_SETTLED.parse({ ...METHOD, ...changes });
  const interval = METHOD_SETTLED.parse({
    name: 'interval',
    norm: 'linf',
    epsilon: [0.05, 0.1],
    arithmetic: 'float32',
    domain: [0, 1],
    reach: 1,
  });
  const found = (of: ReturnType<typeof method>, gates: unknown) => {
    const judged = gatesOf(GATE_REQUESTS.parse(gates), of, plan);
    return 'faults' in judged ? judged.faults.map(({ code, pointer }) => `${code} ${pointer}`) : judged.gates;
  };
  const accuracy = (radius: number, min = 0.5) => [{ metric: 'certified_accuracy', radius, min }];

  it('are judged by what the method can state', () => {
    expect(found(method(), accuracy(0.25))).toMatchObject([{ confidence: 0.999, allowance: 2 }]);
    expect(found(method(), accuracy(9))).toEqual(['radius_out_of_reach /gate/0/radius']);
    expect(found(method({ task: 'predict' }), accuracy(0.1))).toEqual(['radius_not_stated /gate/0/metric']);
    expect(found(interval, accuracy(0.1, 1))).toMatchObject([{ confidence: null, allowance: 0 }]);
    expect(found(interval, accuracy(0.11))).toEqual(['radius_out_of_reach /gate/0/radius']);
    expect(found(interval, [{ metric: 'average_certified_radius', min: 0.11 }])).toEqual([
      'gate_unprovable /gate/0/min',
    ]);
  });

  it('are the same when they are asked again', () => {
    const gates = gatesOf(
      GATE_REQUESTS.parse([
        ...accuracy(0.25),
        { metric: 'clean_accuracy', min: 0.6, of: 'population', delta: 0.01, stop: false },
        { metric: 'average_certified_radius', min: 0.1 },
        { metric: 'abstention_rate', max: 0.2 },
      ]),
      method(),
      plan,
    );
    if ('faults' in gates) throw new Error(JSON.stringify(gates.faults));
    expect(gatesOf(gates.gates.map(requestOf), method(), plan)).toEqual(gates);
  });
});
