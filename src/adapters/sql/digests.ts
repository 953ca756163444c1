import type { Records } from '../../service/ports.ts';
import { key } from './key.ts';
import type { Tables } from './schema.ts';
import type { Store } from './store.ts';

export function digests(store: Store): Pick<Records, 'namesBlob'> {
  return {
    async namesBlob(digest) {
      return (await store.read((tables) => naming(tables, key(digest)).executeTakeFirst())) !== undefined;
    },
  };
}

/** The blobs that the work on a job reads. */
const READ = ['model_digest', 'dataset_digest', 'denoiser_digest'] as const;

/** Ids of the records that need the blob: one at most, any of them. */
const naming = (tables: Tables, digest: string) =>
  tables
    .selectFrom('models')
    .select('id')
    .where('digest', '=', digest)
    .unionAll(tables.selectFrom('dataset_digests').select('dataset_id as id').where('digest', '=', digest))
    .unionAll(
      tables
        .selectFrom('jobs')
        .select('id')
        .where('finished_at', 'is', null)
        .where((eb) => eb.or(READ.map((column) => eb(column, '=', digest)))),
    )
    .limit(1);
