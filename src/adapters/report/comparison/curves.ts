import type { Comparison, Side } from '../../../service/comparison/facts.ts';
import type { CertifiedAccuracy } from '../../../certify/summary.ts';
import { symbolOf, unitOf } from '../../../service/report/change.ts';
import { percent, printed } from '../../../service/report/printed.ts';
import type { Plot } from '../plots/svg.ts';
import { letterOf } from './letter.ts';

const QUANTITATIVE = 'quantitative' as const;

/** So much more of the axis than the largest radius is shown, relatively. */
const BEYOND = 1.05;

/** The curves of all jobs over each other, each down to what is proved; null where nothing is certified. */
export function curvesPlot({ sides, norm, labelled, samples }: Comparison): Plot | null {
  if (sides.every(({ summary }) => summary.certified === 0)) return null;
  const largest = Math.max(...sides.map(({ curve }) => curve.at(-1)?.radius ?? 0));
  const end = largest > 0 ? largest * BEYOND : 1;
  const what = labelled ? 'Certified accuracy' : 'Share certified';
  const x = {
    field: 'r',
    type: QUANTITATIVE,
    title: `Radius (${symbolOf(norm, sides[0]!.summary.guarantee.p)}, ${unitOf(norm)})`,
    scale: { domain: [0, end], nice: false },
    axis: { grid: false, tickCount: 8 },
  };
  const y = (field: string) => ({
    field,
    type: QUANTITATIVE,
    title: `${what} of ${samples.count} samples`,
    scale: { domain: [0, 1] },
    axis: { format: '~%', tickCount: 5 },
  });
  const line = { type: 'line', interpolate: 'step-before', clip: true } as const;
  return {
    id: 'curves',
    title: `${what} of each job`,
    description: describe(sides, what),
    spec: {
      width: 560,
      height: 300,
      layer: sides.flatMap((side, place) => {
        const color = `var(--c${place + 1})`;
        const data = { values: pointsOf(side, end) };
        return [
          {
            data,
            mark: { type: 'area', interpolate: 'step-before', clip: true, color, opacity: 0.16 },
            encoding: { x, y: y('proved'), y2: { field: 'share' } },
          },
          {
            data,
            mark: { ...line, color, strokeWidth: 2.5, strokeDash: dashOf(place) },
            encoding: { x, y: y('share') },
          },
        ];
      }),
    },
  };
}

/** Told apart without colours too. */
const dashOf = (place: number): number[] =>
  [
    [1, 0],
    [8, 3],
    [3, 2],
    [10, 3, 2, 3],
  ][place % 4]!;

const shareOf = ({ value, certified }: CertifiedAccuracy, samples: number): number =>
  value ?? (samples > 0 ? certified / samples : 0);

function pointsOf({ curve, summary }: Side, end: number) {
  const points = curve.map((point) => {
    const share = shareOf(point, summary.samples);
    return { r: point.radius, share, proved: point.proved ?? share };
  });
  const last = points.at(-1);
  const beyond =
    last && last.r < end ? [{ r: Math.min(end, last.r + (end - last.r) / 1e6), share: 0, proved: 0 }] : [];
  return [...points, ...beyond, { r: end, share: 0, proved: 0 }];
}

function describe(sides: readonly Side[], what: string): string {
  const each = sides.map(({ curve, summary }, place) => {
    const last = Math.max(0, curve.length - 1);
    const shown = [...new Set([0, 1, 2].map((i) => Math.round((i * last) / 2)))].flatMap(
      (i) => curve[i] ?? [],
    );
    const points = shown.map(
      (point) => `${percent(shareOf(point, summary.samples))} at radius ${printed(point.radius)}`,
    );
    return `${letterOf(place)}: ${points.length > 0 ? points.join(', ') : 'nothing certified'}`;
  });
  return `${what} falls with the radius. ${each.join('; ')}. The table has the numbers.`;
}
