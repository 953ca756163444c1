import type { Consume, Consumer, Queue, Signals, Topic } from '../../src/service/ports.ts';

export interface MemoryQueue {
  readonly queue: Queue;
  readonly consume: Consume;
  readonly signals: Signals;
}

/** The queue's ports inside one process, for tests of what is built on them. `patience` as in the real consumer. */
export function memoryQueue(patience = 10_000): MemoryQueue {
  const waiting: string[] = [];
  const active = new Set<string>();
  const consumers = new Set<MemoryConsumer>();
  const offer = (): void => consumers.forEach((consumer) => consumer.take());

  const queue: Queue = {
    async add(chunkId) {
      if (waiting.includes(chunkId) || active.has(chunkId)) return;
      waiting.push(chunkId);
      queueMicrotask(offer);
    },
    ping: async () => undefined,
    close: async () => undefined,
  };
  const consume: Consume = async (concurrency, handle) => {
    const consumer = memoryConsumer({ waiting, active, concurrency, handle, patience, offer });
    consumers.add(consumer);
    queueMicrotask(offer);
    return { close: () => consumer.close().finally(() => consumers.delete(consumer)) };
  };
  return { queue, consume, signals: memorySignals() };
}

interface MemoryConsumer extends Consumer {
  take(): void;
}

interface Shared {
  readonly waiting: string[];
  readonly active: Set<string>;
  readonly concurrency: number;
  readonly handle: (chunkId: string) => Promise<void>;
  readonly patience: number;
  readonly offer: () => void;
}

function memoryConsumer(shared: Shared): MemoryConsumer {
  const { waiting, active, concurrency, handle, patience, offer } = shared;
  const mine = new Map<string, Promise<void>>();
  let open = true;
  const work = async (chunkId: string): Promise<void> => {
    await handle(chunkId).catch(() => undefined);
    if (!mine.delete(chunkId)) return; // given back at close
    active.delete(chunkId);
    queueMicrotask(offer);
  };
  return {
    take() {
      while (open && mine.size < concurrency && waiting.length > 0) {
        const chunkId = waiting.shift()!;
        active.add(chunkId);
        mine.set(chunkId, Promise.resolve(chunkId).then(work));
      }
    },
    async close() {
      open = false;
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([Promise.all(mine.values()), enough]);
      clearTimeout(timer);
      for (const chunkId of mine.keys()) {
        active.delete(chunkId);
        waiting.unshift(chunkId);
      }
      mine.clear();
      queueMicrotask(offer);
    },
  };
}

function memorySignals(): Signals {
  const listeners = new Set<{ topic: Topic; listener: (jobId: string) => void }>();
  return {
    async publish(topic, jobId) {
      for (const one of [...listeners])
        if (one.topic === topic) queueMicrotask(() => tell(one.listener, jobId));
    },
    subscribe(topic, listener) {
      const entry = { topic, listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    async close() {
      listeners.clear();
    },
  };
}

function tell(listener: (jobId: string) => void, jobId: string): void {
  try {
    listener(jobId);
  } catch {
    // a listener's fault is its own
  }
}
