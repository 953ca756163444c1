import type { Field } from 'vega-lite/types_unstable/channeldef.js';
import type { UnitSpec } from 'vega-lite/types_unstable/spec/unit.js';
import type { CertifiedAccuracy } from '../../../certify/summary.ts';
import { symbolOf, unitOf } from '../../../service/report/change.ts';
import type { ReportFacts } from '../../../service/report/facts.ts';
import { percent, printed } from '../../../service/report/printed.ts';
import type { Plot } from './svg.ts';

const QUANTITATIVE = 'quantitative' as const;

/** The curve falls to 0 beyond the largest radius: so much more of the axis is shown, relatively. */
const BEYOND = 1.05;

/** Certified accuracy over the radius, from what is counted down to what is proved; null where no radius is certified. */
export function curvePlot({ curve, summary, headline, noun }: ReportFacts): Plot | null {
  const { norm, samples, clean_accuracy: clean, guarantee } = summary;
  const largest = curve.at(-1)?.radius ?? 0;
  if (norm === null || samples === 0 || summary.certified === 0) return null;
  const share = ({ value, certified }: CertifiedAccuracy): number => value ?? certified / samples;
  const end = largest > 0 ? largest * BEYOND : 1;
  const values = [
    ...curve.map((point) => ({ r: point.radius, share: share(point), proved: point.proved ?? share(point) })),
    { r: end, share: 0, proved: 0 },
  ];
  const what = clean === null ? 'Share certified' : 'Certified accuracy';
  const marked = summary.certified_accuracy.find(({ radius }) => radius === headline.radius);
  const x = {
    field: 'r',
    type: QUANTITATIVE,
    title: `Radius (${symbolOf(norm, guarantee.p)}, ${unitOf(norm)})`,
    scale: { domain: [0, end], nice: false },
    axis: { grid: false, tickCount: 6 },
  };
  const y = {
    field: 'share',
    type: QUANTITATIVE,
    title: `${what} of ${samples} ${noun}s`,
    scale: { domain: [0, 1] },
    axis: { format: '~%', tickCount: 5 },
  };
  const line = { type: 'line', interpolate: 'step-before' } as const;
  return {
    id: 'curve',
    title: what,
    description: describe(curve, share, what),
    spec: {
      width: 460,
      height: 280,
      data: { values },
      layer: [
        {
          mark: { type: 'area', interpolate: 'step-before', color: 'var(--band)' },
          encoding: { x, y: { ...y, field: 'proved' }, y2: { field: 'share' } },
        },
        {
          mark: { ...line, color: 'var(--accent)', strokeWidth: 1.5, strokeDash: [5, 3] },
          encoding: { x, y: { ...y, field: 'proved' } },
        },
        { mark: { ...line, color: 'var(--accent)', strokeWidth: 2.5 }, encoding: { x, y } },
        ...(clean === null ? [] : cleanLine(clean, end)),
        ...(marked
          ? [
              {
                data: { values: [{ r: marked.radius, share: share(marked) }] },
                mark: { type: 'point', filled: true, size: 70, opacity: 1, color: 'var(--accent)' } as const,
                encoding: { x, y },
              },
            ]
          : []),
      ],
    },
  };
}

function cleanLine(clean: number, end: number): UnitSpec<Field>[] {
  const y = { datum: clean, type: QUANTITATIVE };
  const inside = clean > 0.9;
  const data = { values: [{}] };
  return [
    {
      data,
      mark: { type: 'rule', color: 'var(--muted)', strokeDash: [2, 3], strokeWidth: 1.5 },
      encoding: { y },
    },
    {
      data,
      mark: {
        type: 'text',
        text: `clean accuracy ${percent(clean)}`,
        align: 'right',
        baseline: inside ? 'top' : 'bottom',
        dy: inside ? 5 : -5,
      },
      encoding: { x: { datum: end, type: QUANTITATIVE }, y },
    },
  ];
}

function describe(
  curve: readonly CertifiedAccuracy[],
  share: (point: CertifiedAccuracy) => number,
  what: string,
): string {
  const last = curve.length - 1;
  const shown = [...new Set([0, 1, 2, 3, 4].map((i) => Math.round((i * last) / 4)))].map((i) => curve[i]!);
  const points = shown.map((point) => `${percent(share(point))} at radius ${printed(point.radius)}`);
  return `${what} falls with the radius: ${points.join(', ')}. The table of radii has the numbers.`;
}
