import type { Program } from '../../../graph/evaluate.ts';
import { elementCount } from '../../../graph/tensor.ts';
import type { BatchRow, BatchSession, Subject, Watch } from '../../certifier.ts';
import type { Outcome } from '../../outcome.ts';
import { Boxes } from './feeds.ts';
import { guardsOf } from './guards.ts';
import { leastMargin } from './margin.ts';
import { inputDims, networkOf, type Network } from './network.ts';
import { objectionTo } from './objection.ts';
import { epsilonsOf, type IntervalSettled } from './request.ts';
import { disagreement, overstatement } from './self-check.ts';
import { bisect, eachOf, type Measure } from './trials.ts';
import { conclude, undecided } from './verdict.ts';

/** Forward passes that one evaluation of the bounds is worth: centre, radius and margins. */
export const PASSES = 3;

/** Compiles the model to its bounds, once, for every batch that follows. */
export async function openInterval(method: IntervalSettled, subject: Subject): Promise<BatchSession> {
  const { arithmetic, norm, channels, reach } = method;
  const network = await networkOf(subject);
  const guards = await guardsOf(network, arithmetic, reach);
  const program = await network.load({ arithmetic, norm, channels: channels !== undefined, guards });
  return {
    unit: 'batch',
    async probe(rows) {
      const usable = rows.filter(({ sample }) => sample.values.every(Number.isFinite));
      const wrong = await disagreement(network, subject, usable);
      if (wrong !== null || arithmetic === 'real') return wrong;
      return overstatement(network, subject, program, usable, channels);
    },
    certify: (rows, watch) => certifyRows(method, network, program, rows, watch),
    release: () => program.release(),
  };
}

async function certifyRows(
  method: IntervalSettled,
  network: Network,
  program: Program,
  rows: readonly BatchRow[],
  { progress }: Pick<Watch, 'progress'> = {},
): Promise<readonly Outcome[]> {
  const dims = inputDims(network);
  const size = elementCount(dims.slice(1));
  const judged = rows.map((row) => ({ ...row, objection: objectionTo(method, row, size) }));
  const able = judged.filter(({ objection }) => objection === null);
  const boxes = new Boxes(dims, method.domain, method.channels);
  for (const { row, sample, base } of able) boxes.place(row, sample.values, base!);
  const measure: Measure = async (epsilons) => {
    for (const [i, { row }] of able.entries()) boxes.widen(row, epsilons[i]!);
    const { margins } = await program.run(boxes.feeds());
    progress?.(PASSES * able.length);
    const classes = margins!.dims[1]!;
    return able.map(({ row, base }) => leastMargin(margins!.data as Float32Array, row, classes, base!));
  };
  const trials = able.length === 0 ? [] : await tryAll(method, able.length, measure);
  const found = new Map(able.map((row, i) => [row, conclude(method, row.base!, trials[i]!)]));
  return judged.map((row) => found.get(row) ?? undecided(method, row.base, row.objection!));
}

const tryAll = (method: IntervalSettled, samples: number, measure: Measure) =>
  method.search ? bisect(method.search, samples, measure) : eachOf(epsilonsOf(method), samples, measure);
