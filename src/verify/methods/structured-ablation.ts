import { step } from '../finding.ts';
import { fields, oneOf, whole } from '../shape.ts';
import { expectSame } from '../tolerance.ts';
import { ABSENT } from './ablation.ts';
import { checkPoll, POLL } from './exhaustive.ts';
import type { Rules } from './rules.ts';

interface Settled {
  readonly window: { readonly kind: 'columns' | 'rows' | 'block'; readonly side: number };
  readonly height: number;
  readonly width: number;
}

/** Structured ablation: a vote of every position of a window. */
export const structuredAblation: Rules = {
  method: fields({
    name: oneOf('structured_ablation'),
    window: fields({ kind: oneOf('columns', 'rows', 'block'), side: whole(1) }),
    absent: ABSENT,
    height: whole(1),
    width: whole(1),
    layout: oneOf('NCHW', 'NHWC'),
  }),
  read(method, { classes }) {
    const settled = method as unknown as Settled;
    const { height, width } = settled;
    const copies = { columns: width, rows: height, block: height * width }[settled.window.kind];
    return {
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
      specification: { norm: 'patch', domain: null, grid: null },
      evidence: fields(POLL(classes)),
      check(row, path, report) {
        const margin = checkPoll(row, copies, path, report);
        if (margin !== null)
          expectSame(row.radius, sideOf(margin, settled), step(path, 'radius'), report, 'overstated');
      },
    };
  },
};

/** The side of the largest square that at most half of the margin's votes can see, wherever it lies. */
function sideOf(margin: number, { window: { kind, side }, height, width }: Settled): number {
  const seen = (patch: number): number => {
    const across = Math.min(width, patch + side - 1);
    const down = Math.min(height, patch + side - 1);
    return { columns: across, rows: down, block: across * down }[kind];
  };
  let patch = 0;
  while (patch < Math.max(height, width) && 2 * seen(patch + 1) <= margin) patch++;
  return patch;
}
