import type { Dataset } from '../../service/dataset/dataset.ts';
import type { Records } from '../../service/ports.ts';
import { page } from './cursor.ts';
import { isUsed } from './jobs.ts';
import { key } from './key.ts';
import type { Schema, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function datasets(
  store: Store,
): Pick<Records, 'addDataset' | 'dataset' | 'datasets' | 'removeDataset'> {
  return {
    addDataset: (dataset) => store.write((writing) => add(writing, dataset)),

    async dataset(id) {
      const found = await store.read((tables) =>
        tables.selectFrom('datasets').selectAll().where('id', '=', key(id)).executeTakeFirst(),
      );
      return found ? read(found) : null;
    },

    datasets: (query) =>
      store.read((tables) => page('datasets', tables.selectFrom('datasets').selectAll(), query, read)),

    removeDataset: (id) => store.write((writing) => remove(store, writing, key(id))),
  };
}

const read = ({ body }: Schema['datasets']): Dataset => JSON.parse(body) as Dataset;

async function add(writing: Writing, dataset: Dataset): Promise<{ dataset: Dataset; known: boolean }> {
  const { id, created_at } = dataset;
  const { numInsertedOrUpdatedRows } = await writing
    .insertInto('datasets')
    .values({ id, created_at, body: JSON.stringify(dataset) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows) {
    const digests = [...blobsOf(dataset)].map((digest) => ({ digest, dataset_id: id }));
    await writing.insertInto('dataset_digests').values(digests).execute();
    return { dataset, known: false };
  }
  const stands = await writing.selectFrom('datasets').selectAll().where('id', '=', id).executeTakeFirst();
  // Removed between the two statements: the place is free again.
  return stands ? { dataset: read(stands), known: true } : add(writing, dataset);
}

const blobsOf = ({ digest, parts }: Dataset): ReadonlySet<string> =>
  new Set([digest, ...parts.map((part) => part.digest)]);

async function remove(store: Store, writing: Writing, id: string): ReturnType<Records['removeDataset']> {
  const query = writing.selectFrom('datasets').selectAll().where('id', '=', id);
  const dataset = await store.locking(query).executeTakeFirst();
  if (!dataset) return 'unknown';
  if (await isUsed(writing, ['dataset_id'], id)) return 'in_use';
  await writing.deleteFrom('datasets').where('id', '=', id).execute();
  return { digests: [...blobsOf(read(dataset))] };
}
