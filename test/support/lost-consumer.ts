/** A consumer that takes one chunk and never finishes it, to be killed: `lost-consumer.ts <url> <prefix>`. */
import { openConsumer } from '../../src/adapters/redis/consumer.ts';
import { silent } from './silent-log.ts';

const [url, prefix] = process.argv.slice(2) as [string, string];
const consume = openConsumer(url, { log: silent, prefix, lock: 1000, stalledCheck: 500 });
await consume(1, (chunkId) => {
  process.send?.(chunkId);
  return new Promise(() => undefined);
});
