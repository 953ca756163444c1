import { across, down, stairs, ticks, type Box, type Point } from './curve.ts';
import { svg, type Element } from './dom.ts';
import { number, percent } from './words.ts';

export interface Line {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Curves of shares over radii. The numbers stand in a table beside it: the drawing is one picture with a name. */
export function plot(title: string, lines: readonly Line[], unit: string): Element {
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ radius }) => radius)), 0) || 1;
  const box: Box = { width: 560, height: 240, left: 46, bottom: 40, most };
  const drawn = lines.map(({ points }, at) =>
    svg('path', { d: stairs(points, box), class: `line line-${at}`, fill: 'none' }),
  );
  return svg(
    'svg',
    { viewBox: `0 0 ${box.width} ${box.height}`, role: 'img', 'aria-label': title, class: 'plot' },
    ...[0, 0.25, 0.5, 0.75, 1].map((share) => level(box, share)),
    ...ticks(most).map((radius) => mark(box, radius)),
    svg(
      'text',
      { x: (box.left + box.width) / 2, y: box.height - 4, 'text-anchor': 'middle', class: 'axis' },
      unit,
    ),
    ...drawn,
  );
}

const level = (box: Box, share: number): Element => {
  const y = down(box, share);
  const line = svg('line', { x1: box.left, x2: box.width - 12, y1: y, y2: y, class: 'level' });
  const text = svg(
    'text',
    { x: box.left - 6, y: y + 4, 'text-anchor': 'end', class: 'tick' },
    percent(share).replace('.0', ''),
  );
  return svg('g', {}, line, text);
};

const mark = (box: Box, radius: number): Element =>
  svg(
    'text',
    { x: across(box, radius), y: box.height - box.bottom + 16, 'text-anchor': 'middle', class: 'tick' },
    number(radius),
  );
