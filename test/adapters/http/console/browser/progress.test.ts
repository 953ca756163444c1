import { describe, expect, it } from 'vitest';
import {
  hasEnded,
  milestone,
  progressText,
} from '../../../../../src/adapters/http/console/browser/progress.ts';
import { job } from '../../../../../src/adapters/http/schemas/job.ts';
import type { JobView } from '../../../../../src/adapters/http/schemas/job.ts';

const JOB = job.meta()!['examples'] as readonly JobView[];
const at = (done: number, status: JobView['status'] = 'running', eta: number | null = null): JobView => ({
  ...JOB[0]!,
  status,
  progress: { done, total: 1000, eta_seconds: eta },
});

describe('the progress of a job', () => {
  it('is told with the time that is left while it runs', () => {
    expect(progressText(at(250, 'running', 12.4))).toBe('250 of 1,000 samples, about 12 s left');
    expect(progressText(at(250, 'canceled', 12.4))).toBe('250 of 1,000 samples');
  });

  it('is read aloud by quarters, not by steps', () => {
    const heard = new Set(Array.from({ length: 1000 }, (_, done) => milestone(at(done))));
    expect([...heard]).toEqual([
      'The job is running.',
      '25 percent done.',
      '50 percent done.',
      '75 percent done.',
    ]);
    expect(milestone(at(1000, 'succeeded'))).toBe('The job: succeeded.');
  });

  it('has an end', () => {
    expect(hasEnded(at(0, 'canceling'))).toBe(false);
    expect(hasEnded(at(0, 'expired'))).toBe(true);
  });
});
