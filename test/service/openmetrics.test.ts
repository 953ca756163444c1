import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/service/job.ts';
import { openMetrics, openMetricsOf } from '../../src/service/openmetrics.ts';
import { summaryOf } from '../../src/service/summary.ts';
import { reaching, recordsOf } from '../support/comparison.ts';
import { METHOD } from '../support/workplace.ts';

interface Line {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = `([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"`;
const NUMBER = '[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL},?)*)\\})? (${NUMBER})$`, 'u');

/** Reads OpenMetrics 1.0 by its grammar, as far as gauges, infos and statesets go; throws for anything else. */
function read(exposition: string): { lines: Line[]; types: Map<string, string> } {
  if (!exposition.endsWith('# EOF\n')) throw new Error('no EOF');
  const types = new Map<string, string>();
  const lines: Line[] = [];
  const helped = new Set<string>();
  let family = '';
  for (const line of exposition.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const [, kind, named, rest = ''] = new RegExp(`^# (TYPE|HELP) (${NAME}) (.+)$`, 'u').exec(line) ?? [];
    if (kind === 'TYPE') {
      if (types.has(named!) || !/^(gauge|info|stateset)$/.test(rest)) throw new Error(line);
      types.set(named!, rest);
      family = named!;
    } else if (kind === 'HELP') {
      if (named !== family || helped.has(family)) throw new Error(line);
      helped.add(family);
    } else {
      const sample = SAMPLE.exec(line);
      if (!sample) throw new Error(`not a line: ${line}`);
      const [, name, set = ''] = sample;
      const type = types.get(family);
      if (name !== (type === 'info' ? `${family}_info` : family)) throw new Error(`${name} in ${family}`);
      const labels = Object.fromEntries(
        [...set.matchAll(new RegExp(LABEL, 'gu'))].map(([, key, value]) => [
          key!,
          value!.replace(/\\(.)/gu, (_, one: string) => (one === 'n' ? '\n' : one)),
        ]),
      );
      if (type === 'stateset' && !(family in labels)) throw new Error(line);
      lines.push({ name: name, labels, value: Number(sample.at(-1)) });
    }
  }
  const keys = lines.map(({ name, labels }) => JSON.stringify([name, Object.entries(labels).sort()]));
  if (new Set(keys).size < keys.length) throw new Error('a line twice');
  return { lines, types };
}

const rows = reaching([0.5, 0.3, -0.2, null]);
const records = (changes: Partial<Job> = {}) => recordsOf([{ rows, job: changes }]);
const linesOf = async (changes: Partial<Job> = {}) => {
  const from = records(changes);
  const job = (await from.job('job_0'))!;
  return { ...read(await openMetrics(from, job)), summary: await summaryOf(from, job) };
};

describe('OpenMetrics lines', () => {
  it('hold the numbers of the summary, at each radius', async () => {
    const { lines, summary } = await linesOf();
    const labels = { job: 'job_0', model: 'digits', dataset: 'digits-test', norm: 'l2' };
    const curve = (name: string) =>
      lines
        .filter((line) => line.name === `provable_${name}`)
        .map(
          ({ labels: { radius, ...rest }, value }) => (expect(rest).toEqual(labels), [Number(radius), value]),
        );
    expect(curve('certified_accuracy')).toEqual(
      summary.certified_accuracy.map((one) => [one.radius, one.value]),
    );
    expect(curve('proved_accuracy')).toEqual(
      summary.certified_accuracy.map((one) => [one.radius, one.proved]),
    );
    const valueOf = (name: string) => lines.find((line) => line.name === `provable_${name}`)?.value;
    expect(valueOf('clean_accuracy')).toBe(summary.clean_accuracy);
    expect(valueOf('average_certified_radius')).toBe(summary.average_certified_radius);
    expect(valueOf('unproved_samples')).toBe(1);
  });

  it('say how the job stands, in one state', async () => {
    const { lines } = await linesOf({ status: 'running', done: 4 });
    const states = lines.filter(({ name, value }) => name === 'provable_job_status' && value === 1);
    expect(states.map(({ labels }) => labels['provable_job_status'])).toEqual(['running']);
  });

  it.each([{ status: 'running' as const }, { status: 'failed' as const }, { total: 9 }])(
    'count nothing of a job that is not whole (%j), and say what is proved',
    async (changes) => {
      const { types } = await linesOf(changes);
      expect([...types.keys()]).toContain('provable_proved_accuracy');
      expect([...types.keys()].filter((name) => /certified_|clean|base|unproved/.test(name))).toEqual([]);
    },
  );

  it('name an lp norm with its p, and none for classes alone', async () => {
    const lp = await linesOf({ method: { ...METHOD, norm: 'lp', p: 3 } });
    expect(lp.lines[0]!.labels['norm']).toBe('l3');
    const predict = await linesOf({ method: { ...METHOD, task: 'predict' } });
    expect(predict.lines[0]!.labels['norm']).toBe('none');
  });

  it('take names for text', async () => {
    const from = records();
    const job = (await from.job('job_0'))!;
    const summary = await summaryOf(from, job);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (model) => {
        const { lines } = read(openMetricsOf(job, summary, { model, dataset: 'a"} 1\n# EOF\n\\' }));
        expect(lines[0]!.labels).toMatchObject({ model, dataset: 'a"} 1\n# EOF\n\\' });
      }),
      { numRuns: 200 },
    );
  });
});
