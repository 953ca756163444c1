import type { SummaryView } from '../../schemas/summary.ts';
import { el, type Child, type Element } from './dom.ts';
import { plot, type Line } from './plot.ts';
import { table } from './view.ts';
import { number, percent } from './words.ts';

const UNITS: Readonly<Record<string, string>> = {
  l0: 'Radius: pixels that may become anything',
  patch: 'Radius: side of a square that may hold anything, in pixels',
};
const unitOf = (norm: string | null): string => UNITS[norm ?? ''] ?? `Radius, ${norm ?? ''}`;

/** Points of a smooth curve. */
const POINTS = 80;

/**
 * Radii for a curve that is finer than the standard table; null where that has every step already: of whole pixels, or while
 * nothing is certified.
 */
export function curveRadii({ certified_accuracy: points, norm }: SummaryView): readonly number[] | null {
  const most = points.find(({ certified }) => certified === 0)?.radius ?? points.at(-1)?.radius ?? 0;
  if (norm === null || norm in UNITS || most === 0) return null;
  return Array.from({ length: POINTS + 1 }, (_, at) => Number(((most * at) / POINTS).toPrecision(8)));
}

/** What the rows say so far: numbers, the curve (finer, where there is one), and the same as a table. */
export function summaryView(summary: SummaryView, curve = summary): readonly Element[] {
  const { samples, certified_accuracy: points, norm, statement } = summary;
  if (samples === 0) return [el('p', { class: 'empty' }, 'No row yet.')];
  if (norm === null || points.length === 0) return [tiles(summary)];
  const lines = linesOf(curve);
  const legend = lines.map(({ name }, at) =>
    el('span', { class: 'key' }, el('span', { class: `swatch line-${at}` }), ` ${name}`),
  );
  return [
    tiles(summary),
    el(
      'figure',
      {},
      plot(
        'Share of samples certified, over the radius; the table below has the numbers',
        lines,
        unitOf(norm),
      ),
      el('figcaption', {}, ...legend),
    ),
    el('p', { class: 'help' }, statement.text),
    el('details', {}, el('summary', {}, 'The curve as a table'), curveTable(summary)),
  ];
}

function linesOf({ samples, certified_accuracy: points }: SummaryView): readonly Line[] {
  if (points.every(({ value }) => value === null)) {
    return [
      {
        name: 'certified',
        points: points.map(({ radius, certified }) => ({ radius, share: certified / samples })),
      },
    ];
  }
  const shares = (of: 'value' | 'proved') =>
    points.map((point) => ({ radius: point.radius, share: point[of] ?? 0 }));
  return [
    { name: 'right and certified, counted', points: shares('value') },
    { name: 'proved of all samples at once', points: shares('proved') },
  ];
}

function tiles(summary: SummaryView): Element {
  const told: readonly (readonly [string, Child])[] = [
    ['Samples', number(summary.samples)],
    ['Clean accuracy', percent(summary.clean_accuracy)],
    ['Certified', number(summary.certified)],
    ...(summary.predicted > 0 ? [['Predicted', number(summary.predicted)] as const] : []),
    ['Abstained or undecided', number(summary.abstained + summary.undecided)],
    ['Average certified radius', number(summary.average_certified_radius)],
  ];
  return el(
    'dl',
    { class: 'tiles' },
    ...told.map(([term, said]) => el('div', {}, el('dt', {}, term), el('dd', {}, said))),
  );
}

const curveTable = ({ certified_accuracy: points }: SummaryView): Element =>
  table(
    'Share of samples that are right and stay right, by radius',
    [
      { title: 'Radius', cell: ({ radius }) => number(radius), numeric: true },
      { title: 'Certified', cell: ({ certified }) => number(certified), numeric: true },
      { title: 'Counted', cell: ({ value }) => percent(value), numeric: true },
      { title: 'Proved of these samples', cell: ({ proved }) => percent(proved), numeric: true },
      { title: 'Of untested inputs', cell: ({ population_lower: lower }) => percent(lower), numeric: true },
    ],
    points,
  );
