/**
 * Entry file of a child process: a Redis in pure JavaScript for machines without one, on the unix socket named in the
 * first argument. Its library listens on every interface when asked for a port, hence the socket. Nothing is kept: it
 * ends with its parent.
 */
import { rmSync } from 'node:fs';
import { createRedisCommandExecutor, RedisServerState, Resp2Server } from 'js-redis-server/core';

const socket = process.argv[2];
if (socket === undefined || !process.send) throw new Error('the embedded Redis is started by its parent');

process.on('disconnect', () => process.exit(0));
// Ctrl-C and service managers signal every process at once; the parent closes the queue before its server.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

rmSync(socket, { force: true });
const { server } = new Resp2Server({
  server: new RedisServerState({ databaseCount: 1 }),
  executor: createRedisCommandExecutor(),
});
process.umask(0o077);
server.listen(socket, () => process.send?.('listening'));
