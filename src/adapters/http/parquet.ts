import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { BasicType, ColumnSource } from 'hyparquet-writer';
import type { Result } from '../../service/provable.ts';

export const PARQUET_TYPE = 'application/vnd.apache.parquet';

/** The rows' fields and how they are stored. `evidence` is JSON, because its fields are the method's own. */
const COLUMNS = {
  index: ['INT32', false],
  label: ['INT32', true],
  prediction: ['INT32', true],
  base_prediction: ['INT32', true],
  correct: ['BOOLEAN', true],
  verdict: ['STRING', false],
  norm: ['STRING', true],
  radius: ['DOUBLE', true],
  reason: ['STRING', true],
  seconds: ['DOUBLE', false],
  evidence: ['JSON', false],
  final: ['BOOLEAN', false],
} as const satisfies Record<keyof Result, readonly [BasicType, boolean]>;

const NAMES = Object.keys(COLUMNS) as readonly (keyof Result)[];

/** Rows in a row group: what is held of the table at once. */
const GROUP = 5000;

/** Rows as an Apache Parquet file, in pieces: a row group at a time, then the footer. */
export async function* parquet(batches: AsyncIterable<readonly Result[]>): AsyncGenerator<Uint8Array> {
  const writer = new Pieces();
  const schema = schemaFromColumnData({ columnData: columnsOf([]) });
  const table = new ParquetWriter({ writer, schema, createdBy: 'provable' });
  let group: Result[] = [];
  const write = (): Uint8Array => {
    const columnData = columnsOf(group).map(({ name, data }) => ({ name, data, offsetIndex: false }));
    void table.write({ columnData, rowGroupSize: GROUP });
    group = [];
    return writer.take();
  };
  for await (const rows of batches) {
    for (const row of rows) {
      group.push(row);
      if (group.length === GROUP) yield write();
    }
  }
  if (group.length > 0) yield write();
  void table.finish();
  yield writer.take();
}

function columnsOf(rows: readonly Result[]): ColumnSource[] {
  return NAMES.map((name) => {
    const [type, nullable] = COLUMNS[name];
    return { name, type, nullable, data: rows.map((row) => row[name]) };
  });
}

/** What is written is taken away piece by piece; `offset` goes on counting from the file's start. */
class Pieces extends ByteWriter {
  take(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}
