import { Refusal } from '../../service/errors.ts';
import type { Examiner } from '../../service/ports.ts';
import { RunnerFailure } from '../../service/task.ts';
import type { RunTask } from '../../service/task.ts';

/** What the end of an examining process says about the upload. */
const CAUSES: Partial<Record<RunnerFailure['code'], string>> = {
  runner_died: 'examining it ended the process, most likely for want of memory',
  runner_silent: 'examining it took too long',
  runner_timeout: 'examining it took too long',
};

async function refused<T>(code: 'model_refused' | 'dataset_refused', work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof RunnerFailure)) throw error;
    if (error.code === 'runner_busy')
      throw new Refusal('overloaded', 'Too many uploads are being examined; try again');
    const cause = CAUSES[error.code];
    if (!cause) throw error;
    throw new Refusal(code, undefined, [{ code: error.code, message: `${cause} (${error.message})` }]);
  }
}

/** Opens uploads in runner processes. One that dies or takes too long refuses the upload; what is admitted stays so. */
export function openExaminer(
  models: RunTask,
  datasets: RunTask,
  limits: { memoryMb: number; modelBytes: number },
): Examiner {
  const { memoryMb: memory_mb, modelBytes: model_bytes } = limits;
  return {
    model: (path, declared) =>
      refused('model_refused', models({ kind: 'model', path, declared, memory_mb, model_bytes }, {})),
    methods: (model) => models({ kind: 'methods', model }, {}),
    dataset: (parts, declared, out) =>
      refused('dataset_refused', datasets({ kind: 'dataset', parts, declared, out, memory_mb }, {})),
  };
}
