import { describe, expect, it } from 'vitest';
import { clopperPearsonLower } from '../../../src/certify/statistics/clopper-pearson.ts';
import { gaussianRadius } from '../../../src/certify/statistics/radius.ts';
import { auditBody, auditTable } from '../../../src/service/audit/audit.ts';
import { Refusal } from '../../../src/service/errors.ts';

const CLAIM = { n: 100_000, alpha: 0.001, sigma: 0.5 };
const radiusOf = (count: number, n: number) => gaussianRadius(clopperPearsonLower(count, n, 0.001), 0.5);
const HEADER = 'idx\tlabel\tpredict\tradius\tcorrect\ttime';
const LINES = ['0\t7\t7\t1.87\t1\t0:00:01', '1\t2\t2\t1.91\t1\t0:00:01', '2\t9\t-1\t0.0\t0\t0:00:01'];

const pause = () => Promise.resolve();
const table = (lines: readonly string[], claim: unknown = CLAIM) =>
  auditTable(Buffer.from([HEADER, ...lines].join('\n')), claim, pause);
const body = (given: unknown) => auditBody(given, pause);

async function faultsOf(audit: Promise<unknown>): Promise<string[]> {
  const refusal = await audit.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal!.code).toBe('request_invalid');
  return refusal!.faults.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe('a log', () => {
  const expected = [
    { idx: 0, finding: 'consistent', counts: [99_999, 99_999] },
    { idx: 1, finding: 'consistent', counts: [100_000, 100_000] },
    { idx: 2, finding: 'abstention', counts: null },
  ];

  it('is audited as a table', async () => {
    expect((await table(LINES)).findings).toMatchObject(expected);
  });

  it('is audited as JSON, with numbers or with their text', async () => {
    const rows = [
      { idx: 0, label: 7, predict: 7, radius: 1.87, correct: true },
      { idx: 1, label: 2, predict: 2, radius: '1.91', correct: 1 },
      { idx: 2, label: 9, predict: -1, radius: 0, correct: false, time: null },
    ];
    expect((await body({ ...CLAIM, rows })).findings).toMatchObject(expected);
  });

  it('may consist of counts', async () => {
    const counts = [
      { idx: 0, count: 99_999 },
      { idx: 1, count: 50_000, label: 1, predict: 1 },
      { idx: 2, count: 100, n: 100 },
    ];
    const { findings } = await body({ ...CLAIM, counts });
    expect(findings.map(({ finding }) => finding)).toEqual(['computed', 'abstention', 'computed']);
    expect(findings[0]!.radius).toBeCloseTo(radiusOf(99_999, 100_000), 9);
    expect(findings[2]!.radius).toBeCloseTo(radiusOf(100, 100), 9);
    const lines = auditTable(Buffer.from('idx,count\n0,99999\n'), CLAIM, pause);
    expect((await lines).findings[0]!.finding).toBe('computed');
  });

  it('may be the results of a job', async () => {
    const evidence = { count: 990, n: 1000, p_lower: 0.976, noise_allowance: 1e-15, off_grid: 0.01 };
    const common = { base_prediction: 3, seconds: 0.1, reason: null, norm: 'l2', final: true, label: 3 };
    const certified = { index: 5, prediction: 3, correct: true, verdict: 'certified', evidence };
    const abstained = { index: 6, prediction: null, correct: false, radius: null, verdict: 'abstained' };
    const claim = { n: 1000, alpha: 0.001, sigma: 0.5 };
    const rows = [
      { ...common, ...certified, radius: radiusOf(990, 1000) - 0.01 },
      { ...common, ...abstained, evidence: { ...evidence, count: 400, p_lower: 0.3 } },
    ];
    const { findings } = await body({ ...claim, rows });
    expect(findings).toMatchObject([
      { idx: 5, finding: 'consistent', counts: [990, 990] },
      { idx: 6, finding: 'abstention' },
    ]);
  });

  it('is worked on in pieces', async () => {
    let pauses = 0;
    const counts = Array.from({ length: 1000 }, (_, idx) => ({ idx, count: 99_000 }));
    await auditBody({ ...CLAIM, counts }, async () => void pauses++);
    expect(pauses).toBe(5);
  });
});

describe('a log that cannot be audited', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['an idx twice', ['0\t1\t1\t0.5\t1\t', '0\t1\t1\t0.5\t1\t'], ['idx_repeated #line/3/idx']],
    ['no idx', ['\t1\t1\t0.5\t1\t'], ['value_missing #line/2/idx']],
    ['an infinite radius', ['0\t1\t1\tinf\t1\t'], ['value_invalid #line/2/radius']],
    ['a radius that is no number', ['0\t1\t1\tnan\t1\t'], ['value_invalid #line/2/radius']],
    ['a negative radius', ['0\t1\t1\t-0.5\t1\t'], ['value_invalid #line/2/radius']],
    ['no radius', ['0\t1\t1\t\t1\t'], ['value_missing #line/2/radius']],
    ['a radius of an abstention', ['0\t1\t-1\t0.5\t0\t'], ['radius_unexpected #line/2/radius']],
    ['a class that is none', ['0\t1\t-2\t0.5\t0\t'], ['value_invalid #line/2/predict']],
    ['a label that is none', ['0\tcat\t1\t0.5\t0\t'], ['value_invalid #line/2/label']],
    ['a correctness that is none', ['0\t1\t1\t0.5\tyes\t'], ['value_invalid #line/2/correct']],
    [
      'a missing row',
      ['0\t1\t1\t1\t1\t', '1\t1\t1\t1\t1\t', '2\t1\t1\t1\t1\t', '4\t1\t1\t1\t1\t'],
      ['rows_missing #line/5/idx'],
    ],
    ['no row', [], ['rows_missing #line/2']],
  ])('for %s', async (_, lines, expected) => {
    expect(await faultsOf(table(lines))).toEqual(expected);
  });

  it('unless the gaps are meant', async () => {
    const lines = ['0\t1\t1\t1\t1\t', '1\t1\t1\t1\t1\t', '2\t1\t1\t1\t1\t', '4\t1\t1\t1\t1\t'];
    expect((await table(lines, { ...CLAIM, selection: true })).findings).toHaveLength(4);
  });

  it.each([
    ['n', 0],
    ['n', 1e9],
    ['alpha', 0],
    ['alpha', 0.5],
    ['alpha', -0.1],
    ['sigma', 0],
    ['sigma', -1],
  ])('for %s = %s', async (name, value) => {
    expect(await faultsOf(table(LINES, { ...CLAIM, [name]: value }))).toEqual([`value_invalid /${name}`]);
  });

  it.each<[string, object, readonly string[]]>([
    ['results that are not final', { final: false }, ['row_unfinished /rows/0/final']],
    ['rows of bounds', { verdict: 'undecided' }, ['method_wrong /rows/0/verdict']],
    ['another norm', { norm: 'linf' }, ['method_wrong /rows/0/norm']],
    ['evidence of another rule', { evidence: { votes: [1], n: 5 } }, ['method_wrong /rows/0/evidence']],
    [
      'evidence of two bounds',
      { evidence: { count: 5, n: 9, p_lower: 0.5, rival_count: 3 } },
      ['method_wrong /rows/0/evidence'],
    ],
    ['evidence that cannot be', { evidence: { count: -1 } }, ['value_invalid /rows/0/evidence']],
    ['more votes than draws', { count: 100_001 }, ['value_invalid /rows/0/count']],
    ['a field of its own', { mood: 1 }, ['field_unknown /rows/0/mood']],
    ['a field under two names', { index: 1 }, ['column_repeated /rows/0/index']],
    ['a list for a number', { label: [1] }, ['type_wrong /rows/0/label']],
  ])('for %s', async (_, more, expected) => {
    const row = { idx: 0, label: 1, predict: 1, radius: 0.5, correct: 1, ...more };
    expect(await faultsOf(body({ ...CLAIM, rows: [row] }))).toEqual(expected);
  });

  it('for a body of another shape', async () => {
    expect(await faultsOf(body([]))).toEqual(['type_wrong ']);
    expect(await faultsOf(body(CLAIM))).toEqual(['field_missing /rows']);
    expect(await faultsOf(body({ ...CLAIM, rows: [] }))).toEqual(['value_invalid /rows']);
    expect(await faultsOf(body({ ...CLAIM, rows: 'all' }))).toEqual(['type_wrong /rows']);
    expect(await faultsOf(body({ ...CLAIM, rows: [1] }))).toEqual(['type_wrong /rows/0']);
    expect(await faultsOf(body({ ...CLAIM, n: 9, draws: 8, counts: [{ idx: 0 }] }))).toEqual([
      'field_unknown /draws',
      ...['label', 'predict', 'radius', 'correct'].map((name) => `field_missing /counts/0/${name}`),
    ]);
    const both = { ...CLAIM, rows: [{ idx: 0, count: 1 }], counts: [{ idx: 0, count: 1 }] };
    expect(await faultsOf(body(both))).toEqual(['fields_exclusive /counts']);
  });

  it('is told all its faults at once, those of the claim first', async () => {
    expect(await faultsOf(table(['0\ta\tb\tc\td\t', '1\t1'], { n: 0, sgima: 1 }))).toEqual([
      'value_invalid /n',
      'field_missing /alpha',
      'field_missing /sigma',
      'field_unknown /sgima',
      'line_malformed #line/3',
      'value_invalid #line/2/predict',
      'value_invalid #line/2/label',
      'value_invalid #line/2/radius',
      'value_invalid #line/2/correct',
    ]);
  });

  it('of too many rows', async () => {
    const counts = Array.from({ length: 50_001 }, (_, idx) => ({ idx, count: 1 }));
    await expect(body({ ...CLAIM, counts })).rejects.toMatchObject({ code: 'too_large' });
  });
});
