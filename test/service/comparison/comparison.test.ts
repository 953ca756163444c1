import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signTest } from '../../../src/certify/comparison/sign-test.ts';
import { compare } from '../../../src/service/comparison/comparison.ts';
import type { Refusal } from '../../../src/service/errors.ts';
import type { Row } from '../../../src/service/job.ts';
import { summaryOf } from '../../../src/service/summary.ts';
import { comparing, reaching, recordsOf } from '../../support/comparison.ts';
import { digestOf } from '../../support/records.ts';
import { METHOD, systemClock } from '../../support/workplace.ts';

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as Refusal,
  );

const faultsOf = async (promise: Promise<unknown>) => {
  const { code, faults } = (await refusal(promise))!;
  return [code, faults.map((fault) => fault.code)];
};

const A = reaching([0.5, 0.2, null, -0.9, 0.4]);
const B = reaching([0.1, 0.6, 0.3, 0.9, 0.4]);

describe('a comparison', () => {
  it('counts who certifies which samples, rightly, at each radius', async () => {
    const { pairs, sides, labelled } = await comparing([{ rows: A }, { rows: B }], { radii: [0, 0.3, 0.9] });
    expect(labelled).toBe(true);
    expect(pairs[0]).toMatchObject({
      further: 3,
      less: 1,
      findings: [
        { radius: 0, both: 3, first_only: 0, second_only: 2, neither: 0 },
        { radius: 0.3, both: 1, first_only: 1, second_only: 3, neither: 0 },
        { radius: 0.9, both: 0, first_only: 0, second_only: 1, neither: 4 },
      ],
    });
    expect(pairs[0]!.findings[1]!.second_more.p_value).toBe(signTest(3, 1));
    expect(sides.map(({ summary }) => summary.certified)).toEqual([4, 5]);
  });

  it('shows the samples in which they differ most, as each of them sees it', async () => {
    const { pairs } = await comparing([{ rows: A }, { rows: B }]);
    const [{ gains, losses }] = pairs as [(typeof pairs)[0]];
    expect(gains.map(({ index }) => index)).toEqual([3, 1, 2]);
    expect(gains[2]).toEqual({
      index: 2,
      label: 1,
      first: { verdict: 'abstained', prediction: null, radius: null },
      second: { verdict: 'certified', prediction: 1, radius: 0.3 },
    });
    expect(losses.map(({ index }) => index)).toEqual([0]);
  });

  it('states of each job what its summary states', async () => {
    const told = [{ rows: A }, { rows: B }];
    const radii = [0, 0.3];
    const { sides } = await comparing(told, { radii, delta: 0.01 });
    const records = recordsOf(told);
    for (const [place, side] of sides.entries()) {
      const job = (await records.job(`job_${place}`))!;
      const {
        running: _,
        draws: __,
        gate: ___,
        ...summary
      } = await summaryOf(records, job, { radii, delta: 0.01 });
      expect(side.summary).toEqual(summary);
    }
  });

  it('says the same the other way round when the jobs change places', async () => {
    const reach = fc.option(fc.integer({ min: 0, max: 8 }).map((n) => n / 8));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(reach, reach), { minLength: 1, maxLength: 20 }), async (reaches) => {
        const one = reaching(reaches.map(([first]) => first));
        const other = reaching(reaches.map(([, second]) => second));
        const [forth] = (await comparing([{ rows: one }, { rows: other }])).pairs;
        const [back] = (await comparing([{ rows: other }, { rows: one }])).pairs;
        expect(
          back!.findings.map((found) => [found.first_only, found.first_more, found.first_only_true]),
        ).toEqual(
          forth!.findings.map((found) => [found.second_only, found.second_more, found.second_only_true]),
        );
        expect(back!.gains.map(({ index }) => index)).toEqual(forth!.losses.map(({ index }) => index));
      }),
      { numRuns: 30 },
    );
  });

  it('asks each pair of many jobs, and needs more evidence for it', async () => {
    const rows = reaching(Array.from({ length: 12 }, () => 0.5));
    const none = reaching(Array.from({ length: 12 }, () => null));
    const two = await comparing([{ rows: none }, { rows }], { radii: [0.25] });
    const four = await comparing([{ rows: none }, { rows }, { rows }, { rows: none }], { radii: [0.25] });
    expect(four.pairs.map(({ first, second }) => `${first}${second}`)).toEqual([
      '01',
      '02',
      '03',
      '12',
      '13',
      '23',
    ]);
    expect([two.test.questions, four.test.questions]).toEqual([2, 12]);
    const adjusted = ({ pairs }: typeof two) => pairs[0]!.findings[0]!.second_more.adjusted_p_value;
    expect(adjusted(two)).toBeCloseTo(2 * 2 ** -12, 12);
    expect(adjusted(four)).toBeCloseTo(12 * 2 ** -12, 12);
    expect(two.pairs[0]!.findings[0]!.more).toBe('second');
  });

  it('takes radii from the methods, whatever the results are', async () => {
    const small = await comparing([{ rows: reaching([0.01]) }, { rows: reaching([null]) }]);
    const large = await comparing([{ rows: reaching([0.4]) }, { rows: reaching([0.41]) }]);
    expect(small.radii_source).toBe('methods');
    expect(small.radii).toEqual(large.radii);
    expect(small.radii[0]).toBe(0);
  });

  it('counts certificates of any class where there are no labels', async () => {
    const bare = (rows: readonly Row[]) => rows.map((row) => ({ ...row, label: null, correct: null }));
    const { labelled, pairs } = await comparing([{ rows: bare(A) }, { rows: bare(B) }], { radii: [0.9] });
    expect(labelled).toBe(false);
    expect(pairs[0]!.findings[0]).toMatchObject({ both: 1, second_only: 0 });
  });
});

describe('jobs that cannot be compared', () => {
  const rows = reaching([0.5]);
  const refused = (...changes: object[]) => comparing(changes.map((job) => ({ rows, job })));

  it('are named, all that are unknown at once', async () => {
    const records = recordsOf([{ rows }]);
    const asked = compare({ records, clock: systemClock }, ['job_0', 'job_x', 'job_y']);
    const found = (await refusal(asked))!;
    expect([found.code, found.status]).toEqual(['job_unknown', 404]);
    expect(found.faults.map(({ message }) => message)).toEqual([
      'there is no job "job_x"',
      'there is no job "job_y"',
    ]);
  });

  it('are shown with how they stand', async () => {
    const found = (await refusal(refused({ status: 'running', done: 0 }, {}, { status: 'failed' })))!;
    expect([found.code, found.status]).toEqual(['job_not_succeeded', 409]);
    expect(found.faults.map(({ code }) => code)).toEqual(['job_running', 'job_failed']);
    expect(found.message).toContain('"job_0" is running, with 0 of 1 samples done');
  });

  it('are refused when a gate ended one of them early', async () => {
    expect(await faultsOf(refused({ total: 2 }, { total: 2 }))).toEqual([
      'job_not_succeeded',
      ['job_stopped_early', 'job_stopped_early'],
    ]);
  });

  it.each([
    ['dataset', { dataset_digest: digestOf('other') }],
    ['samples', { samples: { offset: 1, limit: 1, stride: 1 } }],
    ['samples', { total: 2, done: 2 }],
    ['norm', { method: { ...METHOD, norm: 'lp', p: 3 } }],
  ])('are refused for another %s, both sides shown', async (what, changes) => {
    const found = (await refusal(refused({}, changes)))!;
    expect([found.code, found.status]).toEqual(['jobs_incomparable', 422]);
    expect(found.faults.map(({ code }) => code)).toEqual([`${what}_differ`]);
    expect(found.faults[0]!.message).toMatch(/^"job_0" is of .+, "job_1" of .+/);
  });

  it('are refused for all that keeps them apart at once', async () => {
    const other = {
      dataset_digest: digestOf('other'),
      method: { ...METHOD, norm: 'lp', p: 3 },
      status: 'running',
    };
    expect(await faultsOf(refused({}, other))).toEqual([
      'jobs_incomparable',
      ['dataset_differ', 'norm_differ', 'job_running'],
    ]);
  });

  it('are those that claim no radius', async () => {
    const predict = { method: { ...METHOD, task: 'predict' } };
    expect(await faultsOf(refused(predict, predict))).toEqual([
      'jobs_incomparable',
      ['radius_missing', 'radius_missing'],
    ]);
  });
});
