import { sql } from 'kysely';
import type { Delivery, DeliveryAttempt, EventType } from '../../service/job.ts';
import type { Ending, Records } from '../../service/ports.ts';
import { key } from './key.ts';
import type { DeliveryColumns, Writing } from './schema.ts';
import type { Store } from './store.ts';

export function deliveries(store: Store): Pick<Records, 'dueDeliveries' | 'attempted' | 'deliveries'> {
  return {
    dueDeliveries: (now, until, limit) =>
      store.write(async (writing) => {
        const due = await dueAt(store, writing, now, limit);
        if (due.length === 0) return [];
        const ids = due.map(({ id }) => id);
        await writing
          .updateTable('deliveries')
          .set({ next_attempt_at: until })
          .where('id', 'in', ids)
          .execute();
        return due.map((one) => read({ ...one, next_attempt_at: until }));
      }),

    attempted: (id, attempt, next) =>
      store.write(async (writing) => {
        const delivery = await store
          .locking(writing.selectFrom('deliveries').selectAll().where('id', '=', key(id)))
          .executeTakeFirst();
        if (!delivery) return;
        const attempts = JSON.stringify([...read(delivery).attempts, attempt]);
        await writing
          .updateTable('deliveries')
          .set({ attempts, status: next.status, next_attempt_at: next.at })
          .where('id', '=', delivery.id)
          .execute();
      }),

    async deliveries(jobId) {
      const found = await store.read((tables) =>
        tables
          .selectFrom('deliveries')
          .selectAll()
          .where('job_id', '=', key(jobId))
          .orderBy('created_at')
          .orderBy('id')
          .execute(),
      );
      return found.map(read);
    },
  };
}

/** Due at once: written in the transaction that ends the job, it is neither lost nor sent for an end that was not. */
export async function addDelivery(
  writing: Writing,
  jobId: string,
  type: EventType,
  now: string,
  { id, url, secret, body }: NonNullable<Ending['delivery']>,
): Promise<void> {
  await writing
    .insertInto('deliveries')
    .values({
      id,
      job_id: jobId,
      status: 'pending',
      attempts: '[]',
      next_attempt_at: now,
      created_at: now,
      body: JSON.stringify({ type, url, secret, body } satisfies Fixed),
    })
    .execute();
}

type Fixed = Pick<Delivery, 'type' | 'url' | 'secret' | 'body'>;

/**
 * Longest due first. On PostgreSQL those that another sender is taking right now are passed over. `pending` is written
 * out, so that SQLite sees that its index of pending deliveries will do.
 */
function dueAt(store: Store, writing: Writing, now: string, limit: number): Promise<DeliveryColumns[]> {
  const query = writing
    .selectFrom('deliveries')
    .selectAll()
    .where('status', '=', sql.lit('pending'))
    .where('next_attempt_at', '<=', now)
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit(limit);
  return (store.dialect === 'postgres' ? query.forUpdate().skipLocked() : query).execute();
}

function read(columns: DeliveryColumns): Delivery {
  const { id, job_id, status, attempts, next_attempt_at, created_at, body } = columns;
  return {
    ...(JSON.parse(body) as Fixed),
    id,
    job_id,
    status,
    attempts: JSON.parse(attempts) as readonly DeliveryAttempt[],
    next_attempt_at,
    created_at,
  };
}
