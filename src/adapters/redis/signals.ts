import type { Signals, Topic } from '../../service/ports.ts';
import { connect, hangUp, ready, within } from './connection.ts';
import { type Log, wordsOf } from './log.ts';

type Listener = (jobId: string) => void;
const TOPICS: readonly Topic[] = ['job', 'stop'];

/**
 * Word between processes over the Redis at `url`. Best effort: what is said while Redis is away is lost, and nothing
 * here ever rejects. Resolves when the channels are open, or after a second at the latest.
 */
export async function openSignals(url: string, options: { log: Log; prefix?: string }): Promise<Signals> {
  const { log, prefix = 'provable' } = options;
  const channel = (topic: Topic) => `${prefix}:signal:${topic}`;
  const speaker = connect(url, 'queue', log, { commandTimeout: 1000 });
  const ear = connect(url, 'listener', log);
  const listeners: Readonly<Record<Topic, Set<Listener>>> = { job: new Set(), stop: new Set() };

  ear.on('message', (from: string, jobId: string) => {
    const topic = TOPICS.find((one) => channel(one) === from);
    for (const listener of topic ? [...listeners[topic]] : []) tell(listener, jobId, log);
  });
  const subscribed = within(1000, ear.subscribe(...TOPICS.map(channel)));
  await Promise.allSettled([ready(speaker, 1000), subscribed]);

  return {
    async publish(topic, jobId) {
      await speaker
        .publish(channel(topic), jobId)
        .catch((fault: unknown) => log.debug({ topic, error: wordsOf(fault) }, 'a signal was lost'));
    },
    subscribe(topic, listener) {
      const entry: Listener = (jobId) => listener(jobId); // the same function may subscribe twice
      listeners[topic].add(entry);
      return () => void listeners[topic].delete(entry);
    },
    async close() {
      await Promise.all([hangUp(speaker), hangUp(ear)]);
    },
  };
}

function tell(listener: Listener, jobId: string, log: Log): void {
  try {
    listener(jobId);
  } catch (fault) {
    log.error({ job: jobId, error: wordsOf(fault) }, 'a listener to signals failed');
  }
}
