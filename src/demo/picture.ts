import type { SummaryView } from './client.ts';

/** A number with so many digits, rounded down: what is printed is proved. */
export function down(value: number, digits: number): string {
  const scale = 10 ** digits;
  const near = Math.round(value * scale) / scale;
  return (near <= value ? near : near - 1 / scale).toFixed(digits);
}

/** A share of samples, of which there are far fewer than 10^12: what the product's own rounding moves it by is no part of it. */
export const percent = (share: number) => `${down(Math.round(share * 1e12) / 1e10, 1)} %`;

/** A row of cells a few characters wide: filled as far as `share` of the whole. */
export function bar(share: number, width: number): string {
  const filled = Math.max(0, Math.min(width, Math.floor(share * width)));
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}

/** Certified accuracy at each radius, as a table. */
export function table({ certified_accuracy }: SummaryView, radii: readonly number[]): string {
  const rows = certified_accuracy
    .filter(({ radius }) => radii.includes(radius))
    .map(({ radius, value }) => `    ${radius.toFixed(2).padStart(6)}   ${percent(value).padStart(8)}`);
  return ['    radius   certified', ...rows].join('\n');
}

const HEIGHT = 10;

/** The curve of certified accuracy over the radius, drawn in characters; one column a point. */
export function curve({ certified_accuracy: points }: SummaryView): string {
  const lines: string[] = [];
  for (let level = HEIGHT; level > 0; level--) {
    const cells = points.map(({ value }) => cell(value * HEIGHT - (level - 1))).join('');
    const label = level % 5 === 0 ? `${(100 * level) / HEIGHT} %` : '';
    lines.push(`${label.padStart(8)} ┤${cells}`);
  }
  const last = points.at(-1)?.radius ?? 0;
  const axis = `0${last.toFixed(2).padStart(Math.max(0, points.length - 1))}`;
  return [
    ...lines,
    `${'0 %'.padStart(8)} └${'─'.repeat(points.length)}`,
    `${' '.repeat(10)}${axis}  L2 radius`,
  ].join('\n');
}

const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const cell = (height: number) => EIGHTHS[Math.max(0, Math.min(8, Math.floor(height * 8)))]!;
