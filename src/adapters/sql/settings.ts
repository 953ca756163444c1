import type { Records } from '../../service/ports.ts';
import type { Tables } from './schema.ts';
import type { Store } from './store.ts';

export function settings(store: Store): Pick<Records, 'setting'> {
  return {
    async setting(name, make) {
      const stands = await store.read((tables) => find(tables, name));
      return (
        stands?.value ??
        store.write(async (writing) => {
          await writing
            .insertInto('settings')
            .values({ key: name, value: make() })
            .onConflict((conflict) => conflict.column('key').doNothing())
            .execute();
          const { value } = (await find(writing, name))!;
          return value;
        })
      );
    },
  };
}

const find = (tables: Tables, name: string) =>
  tables.selectFrom('settings').select('value').where('key', '=', name).executeTakeFirst();
