import { queueLaws } from '../laws/queue.ts';
import { memoryQueue } from './queue.ts';

queueLaws('in memory', async (patience) => ({ ...memoryQueue(patience), close: async () => undefined }));
