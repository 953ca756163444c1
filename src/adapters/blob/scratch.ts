import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { incomingName } from './incoming.ts';
import type { ScratchFiles } from '../../service/lifecycle.ts';

/** Files that a child process writes, in the folder of unfinished uploads: what is left over is swept with those. */
export function openScratch(directory: string): ScratchFiles {
  return {
    async create() {
      await mkdir(directory, { recursive: true });
      return join(directory, incomingName());
    },
    read: (path) => createReadStream(path),
    discard: (path) => rm(path, { force: true }),
  };
}
