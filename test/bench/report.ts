/**
 * One line of the benchmark: a figure beside its target, or one that is stated only. `value` null: not measured, for the reason
 * in `note`.
 */
export interface Measured {
  readonly row: string;
  readonly value: number | null;
  readonly unit: string;
  readonly target: { readonly at: 'least' | 'most'; readonly value: number } | null;
  readonly note: string;
}

const shown = (value: number, unit: string) => {
  const text = value >= 100 ? value.toFixed(0) : value.toFixed(unit === '' ? 3 : 1);
  return unit === '' ? text : `${text} ${unit}`;
};

export function verdict({ value, target }: Measured): 'met' | 'missed' | 'stated' | 'not measured' {
  if (value === null) return 'not measured';
  if (target === null) return 'stated';
  return (target.at === 'least' ? value >= target.value : value <= target.value) ? 'met' : 'missed';
}

/** The table that `npm run bench` prints. */
export function tableOf(rows: readonly Measured[]): string {
  const cells = rows.map((one) => [
    one.row,
    one.value === null ? '–' : shown(one.value, one.unit),
    one.target ? `${one.target.at === 'least' ? '≥' : '≤'} ${shown(one.target.value, one.unit)}` : '–',
    verdict(one),
    one.note,
  ]);
  const all = [['row', 'measured', 'target', '', 'how'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
