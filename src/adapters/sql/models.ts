import type { Examined, Model } from '../../service/model/model.ts';
import type { Records } from '../../service/ports.ts';
import { page } from './cursor.ts';
import { isUsed } from './jobs.ts';
import { key } from './key.ts';
import type { Schema, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function models(
  store: Store,
): Pick<Records, 'addModel' | 'addExamined' | 'model' | 'models' | 'removeModel'> {
  return {
    addModel: (model) => store.write((writing) => add(writing, model)),

    addExamined: (id, examined) => store.write((writing) => learn(store, writing, key(id), examined)),

    async model(id) {
      const found = await store.read((tables) =>
        tables.selectFrom('models').selectAll().where('id', '=', key(id)).executeTakeFirst(),
      );
      return found ? read(found) : null;
    },

    models: (query) =>
      store.read((tables) => page('models', tables.selectFrom('models').selectAll(), query, read)),

    removeModel: (id) => store.write((writing) => remove(store, writing, key(id))),
  };
}

const read = ({ body }: Schema['models']): Model => JSON.parse(body) as Model;

async function add(writing: Writing, model: Model): Promise<{ model: Model; known: boolean }> {
  const { id, digest, created_at } = model;
  const { numInsertedOrUpdatedRows } = await writing
    .insertInto('models')
    .values({ id, digest, created_at, body: JSON.stringify(model) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows) return { model, known: false };
  const stands = await writing.selectFrom('models').selectAll().where('id', '=', id).executeTakeFirst();
  // Removed between the two statements: the place is free again.
  return stands ? { model: read(stands), known: true } : add(writing, model);
}

/** The newer of two examinations stands. */
async function learn(store: Store, writing: Writing, id: string, found: Examined): Promise<Model | null> {
  const query = writing.selectFrom('models').selectAll().where('id', '=', id);
  const stands = await store.locking(query).executeTakeFirst();
  if (!stands) return null;
  const model = read(stands);
  const examined = { ...model.facts.examined };
  for (const [method, one] of Object.entries(found)) {
    if (one.version > (examined[method]?.version ?? -1)) examined[method] = one;
  }
  const after: Model = { ...model, facts: { ...model.facts, examined } };
  await writing
    .updateTable('models')
    .set({ body: JSON.stringify(after) })
    .where('id', '=', id)
    .execute();
  return after;
}

async function remove(store: Store, writing: Writing, id: string): ReturnType<Records['removeModel']> {
  const query = writing.selectFrom('models').select('digest').where('id', '=', id);
  const model = await store.locking(query).executeTakeFirst();
  if (!model) return 'unknown';
  if (await isUsed(writing, ['model_id', 'denoiser_id'], id)) return 'in_use';
  await writing.deleteFrom('models').where('id', '=', id).execute();
  return { digest: model.digest };
}
