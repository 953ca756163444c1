import { symbolOf, unitOf } from '../../../service/report/change.ts';
import type { ReportFacts } from '../../../service/report/facts.ts';
import type { Bin } from '../../../service/report/histogram.ts';
import { printed } from '../../../service/report/printed.ts';
import type { Plot } from './svg.ts';

/** How many samples are certified up to which radius; null where none is. */
export function histogramPlot({ histogram, summary: { norm, guarantee }, noun }: ReportFacts): Plot | null {
  if (norm === null || histogram.length === 0) return null;
  const few = histogram.every(({ from, to }) => from === to);
  const title = `Certified radius (${symbolOf(norm, guarantee.p)}, ${unitOf(norm)})`;
  const values = histogram.map(({ from, to, right, wrong }) => ({
    from,
    to,
    label: printed(from),
    zero: 0,
    right,
    all: right + wrong,
  }));
  const x = few
    ? ({ field: 'label', type: 'ordinal', sort: null, title, axis: { labelAngle: 0 } } as const)
    : ({
        field: 'from',
        type: 'quantitative',
        title,
        scale: { nice: false },
        axis: { grid: false, tickCount: 6 },
      } as const);
  const x2 = few ? {} : { x2: { field: 'to' } };
  const y = (field: string) =>
    ({
      field,
      type: 'quantitative',
      title: `Number of ${noun}s`,
      axis: { tickMinStep: 1, tickCount: 5 },
    }) as const;
  const bar = (color: string, from: string, to: string) => ({
    mark: { type: few ? 'bar' : 'rect', color, stroke: 'var(--paper)', strokeWidth: 1 } as const,
    encoding: { x, ...x2, y: y(from), y2: { field: to } },
  });
  return {
    id: 'histogram',
    title: 'Certified radii',
    description: describe(histogram, noun),
    spec: {
      width: few ? { step: Math.min(90, Math.floor(460 / histogram.length)) } : 460,
      height: 280,
      data: { values },
      layer: [bar('var(--accent)', 'right', 'zero'), bar('var(--wrong)', 'all', 'right')],
    },
  };
}

function describe(bins: readonly Bin[], noun: string): string {
  const parts = bins
    .filter(({ right, wrong }) => right + wrong > 0)
    .map(({ from, to, right, wrong }) => {
      const where = from === to ? `exactly ${printed(from)}` : `${printed(from)} to ${printed(to)}`;
      return `${right + wrong} at ${where}`;
    });
  return `Number of certified ${noun}s by radius: ${parts.join(', ')}.`;
}
