import { oneLine } from './printable.ts';

/** Rows under headings, in columns; numbers to the right. */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = [headings, ...rows].map((row) => row.map((cell) => oneLine(String(cell))));
  const widths = headings.map((_, at) => Math.max(...cells.map((row) => [...(row[at] ?? '')].length)));
  const right = headings.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  return cells.map((row) =>
    row
      .map((cell, at) => {
        const space = ' '.repeat(widths[at]! - [...cell].length);
        return right[at] ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A share in percent, with one digit, rounded down: what is shown is proved. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * Number(down(share, 3))).toFixed(1)} %`;
}

/** A number with so many digits, rounded down. */
export function down(value: number, digits: number): string {
  const scale = 10 ** digits;
  const near = Math.round(value * scale) / scale;
  return (near <= value ? near : near - 1 / scale).toFixed(digits);
}

const WIDTH = 80;

/** A paragraph in lines that fit a screen. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
