import type { Problem, Sample } from '../../../../src/certify/certifier.ts';
import type { Classifier } from '../../../../src/certify/classifier.ts';
import type {
  StructuredRequest,
  StructuredSettled,
} from '../../../../src/certify/certifiers/structured_ablation/request.ts';
import { structuredAblation } from '../../../../src/certify/certifiers/structured_ablation/structured-ablation.ts';
import { classifying } from '../../../laws/certifier.ts';
import { rowClassifier } from '../../synthetic.ts';

export type Window = StructuredRequest['window'];
/** Of what is shown; null for nobody. */
export type ClassOf = (shown: Float32Array) => number | null;
export const GONE = -1;
export const ABSENT = { value: GONE };

export const problemOf = (shape: readonly number[], classes = 2): Problem => ({
  classes,
  shape,
  domain: null,
  grid: null,
  data: { range: [0, 1], grid: null },
});

export function settledOf(
  window: Window,
  absent: StructuredRequest['absent'],
  problem: Problem,
): StructuredSettled {
  const answer = structuredAblation.settle({ name: 'structured_ablation', window, absent }, problem);
  if ('obstacles' in answer) throw new Error(JSON.stringify(answer.obstacles));
  return answer.settled;
}

export const classifierOf = (batch: number, { classes, shape }: Problem, classOf: ClassOf): Classifier =>
  rowClassifier(batch, classes, shape, (row) => {
    const label = classOf(row);
    return Array.from({ length: classes }, (_, i) => (label === null ? 1 : Number(i === label)));
  });

export const open = (method: StructuredSettled, classifier: Classifier) =>
  structuredAblation.open(method, classifying(classifier));

export const at = (values: Iterable<number>, index = 0): Sample => ({
  index,
  values: Float32Array.from(values),
  label: null,
});

export const corners = (height: number, width: number, side: number): (readonly [number, number])[] =>
  Array.from({ length: Math.max(1, height - side + 1) }, (_, top) =>
    Array.from({ length: Math.max(1, width - side + 1) }, (_, left) => [top, left] as const),
  ).flat();

/** The pixels that each position shows. */
export function windowsOf({ kind, side }: Window, height: number, width: number): number[][] {
  const tops = kind === 'columns' ? 1 : height;
  const lefts = kind === 'rows' ? 1 : width;
  const [tall, broad] = [kind === 'columns' ? height : side, kind === 'rows' ? width : side];
  return Array.from({ length: tops * lefts }, (_, i) => {
    const [top, left] = [Math.floor(i / lefts), i % lefts];
    return Array.from({ length: tall * broad }, (_, j) => {
      const [row, column] = [(top + Math.floor(j / broad)) % height, (left + (j % broad)) % width];
      return row * width + column;
    });
  });
}
