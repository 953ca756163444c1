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
        .where((eb) => eb.or([eb('model_digest', '=', digest), eb('dataset_digest', '=', digest)])),
    )
    .limit(1);
