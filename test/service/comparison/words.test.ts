import { describe, expect, it } from 'vitest';
import { comparing, reaching } from '../../support/comparison.ts';
import { aRow, digestOf, PROVENANCE } from '../../support/records.ts';
import type { Job } from '../../../src/service/job.ts';
import { METHOD } from '../../support/workplace.ts';

const rows = reaching([0.5, null]);
const of = (...jobs: readonly Partial<Job>[]) => comparing(jobs.map((job) => ({ rows, job })));
const caveatsOf = async (...jobs: readonly Partial<Job>[]) => (await of(...jobs)).caveats.join('\n');
const interval = (changes: object) => ({
  method: {
    name: 'interval',
    norm: 'l2',
    epsilon: 0.5,
    arithmetic: 'float32',
    domain: null,
    reach: 1,
    ...changes,
  },
});

describe('what must be known to read a comparison', () => {
  it.each<[string, Partial<Job>, RegExp]>([
    ['methods', interval({}), /The methods differ \(Randomized smoothing, Interval bounds\)/],
    ['kinds of guarantee', interval({}), /Some certificates rest on chance/],
    ['parameters', { method: { ...METHOD, sigma: 0.5 } }, /The parameters of the method differ/],
    ['confidences', { method: { ...METHOD, alpha: 0.01 } }, /with different confidence \(0\.999, 0\.99\)/],
    ['arithmetics', interval({ arithmetic: 'real' }), /of the network in exact arithmetic/],
    ['domains', interval({ domain: [0, 1] }), /within a domain only/],
    ['builds', { provenance: { ...PROVENANCE, version: '9' } }, /different builds/],
  ])('is said of different %s, and of the same ones not', async (_, changes, said) => {
    const other = { model_digest: digestOf('mdl_2') };
    expect(await caveatsOf({}, { ...other, ...changes })).toMatch(said);
    expect(await caveatsOf({}, other)).not.toMatch(said);
  });

  it('is said of one model twice', async () => {
    expect(await caveatsOf({}, {})).toContain('the same model');
    expect(await caveatsOf({}, { model_digest: digestOf('mdl_2') })).not.toContain('the same model');
  });

  it('never takes what is not certified for fragile, and tells facts from inference', async () => {
    const { caveats, test } = await of({}, {});
    expect(caveats.at(-1)).toContain('not shown to be fragile');
    expect(test.text).toContain('facts about the certificates that were stated for these samples');
    expect(test.text).toContain('speak of inputs that were not tested');
    expect(test.text).toContain(`all ${test.questions} questions`);
  });

  it('is how sure the statements of all jobs are together: no surer than chance allows', async () => {
    const two = await of({}, {});
    const three = await of({}, {}, {});
    expect(two.statement.confidence).toBeLessThanOrEqual(0.998);
    expect(two.statement.confidence).toBeCloseTo(0.998, 12);
    expect(three.statement.confidence).toBeCloseTo(0.997, 12);
    expect((await of(interval({}), interval({}))).statement.confidence).toBeNull();
    const mixed = await comparing([{ rows, job: interval({}) }, { rows: [aRow(0), aRow(1)] }]);
    expect(mixed.statement.confidence).toBeCloseTo(0.999, 12);
  });
});
