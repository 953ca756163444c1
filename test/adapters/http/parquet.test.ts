import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, describe, expect, it } from 'vitest';
import { parquet } from '../../../src/adapters/http/parquet.ts';
import type { App } from '../../../src/adapters/http/route.ts';
import type { Result } from '../../../src/service/provable.ts';
import { testApp } from './support/app.ts';
import { JOB_ID, rowAt } from './support/provable.ts';

const TYPE = 'application/vnd.apache.parquet';

const HARD: readonly Result[] = [
  { ...rowAt(0), final: true },
  { ...rowAt(1), label: null, prediction: null, base_prediction: null, correct: null, final: true },
  { ...rowAt(2), verdict: 'abstained', norm: null, radius: null, reason: '√ "é" \u{1f600}\n', final: false },
  { ...rowAt(3), radius: 5e-324, seconds: 0, evidence: { margins: [1.5, null], note: null }, final: true },
  { ...rowAt(2_147_483_647), label: -2_147_483_648, radius: 1.7976931348623157e308, final: true },
];

async function* inBatches(rows: readonly Result[], size: number): AsyncGenerator<readonly Result[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

async function fileOf(rows: readonly Result[], size = 500): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of parquet(inBatches(rows, size))) pieces.push(piece);
  return Buffer.concat(pieces);
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const read = (bytes: Uint8Array) => parquetReadObjects({ file: bufferOf(bytes) });

describe('a table of results', () => {
  it('is read back as it was, whatever is in it', async () => {
    expect(await read(await fileOf(HARD))).toEqual(HARD);
  });

  it('has its columns and their types without rows too', async () => {
    const bytes = await fileOf([]);
    const { schema, num_rows } = parquetMetadata(bufferOf(bytes));
    expect(Number(num_rows)).toBe(0);
    expect(schema.slice(1).map(({ name, repetition_type }) => [name, repetition_type])).toEqual(
      Object.keys(HARD[0]!)
        .sort((a, b) => schema.findIndex((one) => one.name === a) - schema.findIndex((one) => one.name === b))
        .map((name) => [
          name,
          ['index', 'verdict', 'seconds', 'evidence', 'final'].includes(name) ? 'REQUIRED' : 'OPTIONAL',
        ]),
    );
  });

  it.each([4999, 5000, 5001, 12_345])('holds %i rows in groups, each of them once', async (count) => {
    const rows = Array.from({ length: count }, (_, index) => ({ ...rowAt(index), final: true }));
    const bytes = await fileOf(rows, 333);
    const { row_groups: groups } = parquetMetadata(bufferOf(bytes));
    expect(groups).toHaveLength(Math.ceil(count / 5000));
    const indices = (await read(bytes)).map(({ index }) => index as number);
    expect(indices).toEqual(rows.map(({ index }) => index));
  });

  it('comes piece by piece, before the last row is known', async () => {
    let given = 0;
    async function* endless() {
      for (;;) yield [{ ...rowAt(given++), final: true }];
    }
    const pieces = parquet(endless());
    await pieces.next();
    expect(given).toBe(5000);
    await pieces.return(undefined);
  });
});

describe('results as Parquet', () => {
  let app: App;
  afterEach(() => app.close());

  it('are the rows of the job', async () => {
    ({ app } = testApp());
    const answer = await app.inject({ url: `/v1/jobs/${JOB_ID}/results`, headers: { accept: TYPE } });
    expect(answer.headers['content-type']).toBe(TYPE);
    expect(answer.headers['content-disposition']).toBe(`inline; filename="${JOB_ID}.parquet"`);
    const rows = await read(answer.rawPayload);
    expect(rows).toEqual(Array.from({ length: 1203 }, (_, index) => ({ ...rowAt(index), final: true })));
  });
});
