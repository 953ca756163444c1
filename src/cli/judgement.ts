import type { Context } from './command.ts';
import { EXIT } from './failure.ts';
import { wrapped } from './table.ts';
import type { JobView } from './views.ts';

export interface GateView {
  readonly answer: string;
  readonly samples: { readonly planned: number; readonly examined: number };
  /** In words each. */
  readonly gates: readonly { readonly text: string }[];
}

export interface Judgement {
  readonly view: GateView;
  readonly lines: readonly string[];
  readonly exit: number;
}

/** How the conditions of a job stand. @throws Failure where there are none. */
export async function judgementOf({ service }: Pick<Context, 'service'>, id: string): Promise<Judgement> {
  const view = await service.json<GateView>(`/v1/jobs/${id}/gate`);
  const { answer, samples, gates } = view;
  const head = `${id}  ${answer}, ${samples.examined} of ${samples.planned} samples examined`;
  return { view, lines: [head, ...gates.flatMap(({ text }) => wrapped(text))], exit: exitOf(view) };
}

/** The same of a job that may have none: then null. */
export const judge = (context: Context, job: JobView): Promise<Judgement | null> =>
  job.gate === undefined || job.gate === null ? Promise.resolve(null) : judgementOf(context, job.id);

/** While rows to come can change it, the answer is undecided. */
const exitOf = ({ answer }: GateView): number =>
  ({ passed: EXIT.done, failed: EXIT.no })[answer] ?? EXIT.refused;
