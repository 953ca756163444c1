import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { v7 as uuid } from 'uuid';
import { openBlobs } from './adapters/blob/directory.ts';
import { sampleReader } from './adapters/blob/sample-reader.ts';
import { openScratch } from './adapters/blob/scratch.ts';
import { openConsumer } from './adapters/redis/consumer.ts';
import { startRedis } from './adapters/redis/private-server.ts';
import { openQueue } from './adapters/redis/queue.ts';
import { openSignals } from './adapters/redis/signals.ts';
import { openReportThread } from './adapters/report/thread.ts';
import { openExaminer } from './adapters/runner/examiner.ts';
import { openPool } from './adapters/runner/pool.ts';
import { sweepDirectories } from './adapters/runner/directory.ts';
import { openSigner } from './adapters/signing/signer.ts';
import { openRecords } from './adapters/sql/records.ts';
import { checkWebhookUrl, webhookSender } from './adapters/webhook/sender.ts';
import type { Closing } from './closing.ts';
import type { Config } from './config.ts';
import { openSending } from './service/announce.ts';
import type { Intake, Lifecycle } from './service/lifecycle.ts';
import type { Blobs, Clock } from './service/ports.ts';
import { createProvable } from './service/create.ts';
import type { Provable } from './service/provable.ts';
import { reconcile } from './service/settle.ts';
import { sweepShelf } from './service/shelf.ts';
import { openWork } from './service/work.ts';

export const MEBI = 1024 * 1024;
const ENTRY = join(import.meta.dirname, 'runner.js');
const REPORTS = join(import.meta.dirname, 'adapters/report/worker.js');

export const PRODUCT = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }
).version;

/** Timers count at most this far, in milliseconds; longer waits are cut in pieces. */
const LONGEST = 0x7fff_ffff;

export const clock: Clock = {
  now: () => new Date(),
  after(milliseconds, action) {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      const piece = Math.min(left, LONGEST);
      timer = setTimeout(() => (left > piece ? wait(left - piece) : action()), piece);
    };
    wait(Math.max(0, milliseconds));
    return () => clearTimeout(timer);
  },
};

export interface Base {
  readonly lifecycle: Lifecycle;
  readonly blobs: Blobs;
  readonly redisUrl: string;
  readonly closing: Closing;
}

/** Records, queue, signals and blobs: what every process of the service has. */
export async function openBase(config: Config, log: Logger, closing: Closing): Promise<Base> {
  await mkdir(config.DATA_DIR, { recursive: true });
  const records = await openRecords(config.DATABASE_URL);
  closing.add(() => records.close());
  await records.migrate();
  const blobs = await openBlobs(config.BLOB_DIR);
  const redis = await startRedis({
    directory: join(config.DATA_DIR, 'redis'),
    url: config.REDIS_URL ?? null,
    path: config.PATH,
    log,
  });
  closing.add(() => redis.close());
  log.info({ kind: redis.kind }, redis.notice);
  const queue = await openQueue(redis.url, { log });
  closing.add(() => queue.close());
  const signals = await openSignals(redis.url, { log });
  closing.add(() => signals.close());
  const newId = (prefix: string) => `${prefix}_${uuid().replaceAll('-', '')}`;
  return { lifecycle: { records, queue, signals, clock, log, newId }, blobs, redisUrl: redis.url, closing };
}

/**
 * Uploads examined at once. A model is done in milliseconds, or runs into its limit; one that does keeps few others waiting.
 * A dataset's examination takes a time that its size bounds, and may be long.
 */
const MODELS_AT_ONCE = 4;
const DATASETS_AT_ONCE = 2;
const LONGER = 8;

/** The clients' side: a Provable that signs, and that opens uploads in child processes of its own. */
export async function openIntake(config: Config, { lifecycle, blobs, closing }: Base): Promise<Provable> {
  const examining = (size: number, seconds: number, patience: number) =>
    openPool({
      entry: ENTRY,
      role: 'examine',
      memoryMb: config.RUNNER_MEMORY_MB,
      size,
      silence: seconds * 1000,
      timeout: seconds * 1000,
      patience: patience * 1000,
      idle: 5000,
    });
  const models = examining(MODELS_AT_ONCE, config.EXAMINE_SECONDS, 2);
  const datasets = examining(DATASETS_AT_ONCE, config.EXAMINE_SECONDS * LONGER, 30);
  const reports = openReportThread({ entry: REPORTS, idle: 30_000 });
  closing.add(() => reports.close());
  closing.add(() => models.close());
  closing.add(() => datasets.close());
  const intake: Intake = {
    ...lifecycle,
    blobs,
    examiner: openExaminer(models.run, datasets.run, {
      memoryMb: config.RUNNER_MEMORY_MB,
      modelBytes: config.MAX_MODEL_MB * MEBI,
    }),
    openSamples: sampleReader(blobs),
    renderReport: reports.render,
    renderComparison: reports.compare,
    scratch: openScratch(join(config.BLOB_DIR, 'incoming')),
    limits: {
      modelBytes: config.MAX_MODEL_MB * MEBI,
      datasetBytes: config.MAX_DATASET_MB * MEBI,
      chunkSeconds: config.CHUNK_SECONDS,
      chunkSamples: config.CHUNK_SAMPLES ?? null,
    },
    signer: await openSigner({
      directory: join(config.DATA_DIR, 'keys'),
      given: config.SIGNING_KEY ?? null,
      retired: config.SIGNING_KEYS_RETIRED ?? null,
    }),
    checkWebhookUrl: (url) => checkWebhookUrl(url, { allowPrivate: config.WEBHOOK_ALLOW_PRIVATE }),
  };
  return createProvable(intake);
}

/** Milliseconds of work in a turn, for each second that a chunk was planned to take: room for a rate that was misjudged. */
const SLICE = 2500;

/** Chunks that a worker has ready beyond those that run, so that no runner waits for the queue between two. */
const AHEAD = 1;

/** A runner that has said nothing for this long, in milliseconds, is taken for stuck. */
const SILENCE = 120_000;

/** The workers' side: takes chunks from the queue until `closing`. */
export async function openWorker(config: Config, base: Base, log: Logger): Promise<void> {
  const { lifecycle, blobs, closing, redisUrl } = base;
  const pool = openPool({
    entry: ENTRY,
    role: 'certify',
    memoryMb: config.RUNNER_MEMORY_MB,
    size: config.RUNNERS,
    silence: SILENCE,
  });
  closing.add(() => pool.close());
  await sweepDirectories();
  await pool.warm();
  const lease = config.LEASE_SECONDS * 1000;
  const work = openWork({
    ...lifecycle,
    blobs,
    run: pool.run,
    product: PRODUCT,
    timing: { lease, slice: config.CHUNK_SECONDS * SLICE, progress: 1000 },
    maxAttempts: 3,
  });
  const consume = openConsumer(redisUrl, { log, lock: lease, stalledCheck: lease / 2 });
  const consumer = await consume(config.RUNNERS + AHEAD, (ticket) => work.handle(ticket));
  closing.add(async () => {
    const closed = consumer.close(); // takes nothing more from here on
    await work.abandon();
    await closed;
  });
}

/** What goes on by itself: the queue is made to agree with the records, and announcements are sent. */
export async function openUpkeep(config: Config, { lifecycle, blobs, closing }: Base): Promise<void> {
  const { records } = lifecycle;
  const made = () => `whsec_${randomBytes(32).toString('base64')}`;
  const secret = config.WEBHOOK_SECRET ?? (await records.setting('webhook_secret', made));
  const send = webhookSender({ allowPrivate: config.WEBHOOK_ALLOW_PRIVATE });
  const announcer = { ...lifecycle, send, secret, jitter: Math.random };
  const agree = async () => {
    await reconcile(lifecycle);
    await lifecycle.queue.ping();
    if (config.ALIVE_FILE !== undefined) await writeFile(config.ALIVE_FILE, '');
  };
  const sending = openSending(announcer);
  const sweep = () => sweepShelf(blobs, records, new Date(clock.now().getTime() - UNNAMED));
  closing.add(repeat(lifecycle, config.RECONCILE_SECONDS * 1000, agree));
  closing.add(repeat(lifecycle, ANNOUNCE_EVERY, () => sending.round()));
  closing.add(repeat(lifecycle, SWEEP_EVERY, sweep));
}

/** Milliseconds between sweeps, and how old a blob is that no record names before it is swept. */
const SWEEP_EVERY = 600_000;
const UNNAMED = 3_600_000;

/** Milliseconds between looks for announcements that are due. */
const ANNOUNCE_EVERY = 1000;

/** Longest wait for a round that is under way when the service closes, in milliseconds. */
const GRACE = 1000;

/** Does something now and then again and again, never twice at once. Answers how to stop it. */
function repeat({ log }: Lifecycle, every: number, action: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  let callOff: () => void = () => undefined;
  let current: Promise<void> = Promise.resolve();
  const round = () => {
    current = action()
      .then(
        () => undefined,
        (error: unknown) => stopped || log.warn({ err: error }, 'upkeep failed this time'),
      )
      .then(() => {
        if (!stopped) callOff = clock.after(every, round);
      });
  };
  round();
  return async () => {
    stopped = true;
    callOff();
    await Promise.race([current, new Promise<void>((resolve) => clock.after(GRACE, resolve))]);
  };
}
