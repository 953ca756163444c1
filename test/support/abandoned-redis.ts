/** Starts a private Redis with one chunk waiting in it, and waits to be killed: `abandoned-redis.ts <directory> <PATH>`. */
import { startRedis } from '../../src/adapters/redis/private-server.ts';
import { openQueue } from '../../src/adapters/redis/queue.ts';
import { silent } from './silent-log.ts';

const [directory, path] = process.argv.slice(2) as [string, string];
const server = await startRedis({ directory, path, log: silent });
const queue = await openQueue(server.url, { log: silent, prefix: 'abandoned' });
await queue.add('job_a-0');
process.send?.('waiting');
