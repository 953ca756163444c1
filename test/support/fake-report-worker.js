import process from 'node:process';
import { parentPort, threadId } from 'node:worker_threads';

/** Stands in for the thread that draws reports: what it does with facts is what their job is called. */
parentPort.on('message', ({ id, subject: { report: facts } }) => {
  const { id: wish } = facts.job;
  if (wish === 'die') throw new Error('the thread is broken');
  if (wish === 'leave') process.exit(0);
  if (wish === 'refuse') parentPort.postMessage({ id, error: new Error('this cannot be drawn') });
  else if (wish !== 'nothing')
    parentPort.postMessage({ id, page: { html: `${wish} by ${threadId}`, style: '' } });
});
