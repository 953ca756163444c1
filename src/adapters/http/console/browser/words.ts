/** `two_sided` as a person reads it. */
export const worded = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.length > 2 ? words[0]!.toUpperCase() + words.slice(1) : words;
};

/** At most so many significant digits, never in powers of ten where a person would not write them. */
export function number(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return '–';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  if (Math.abs(value) < 1e-4) return value.toExponential(2);
  return String(Number(value.toPrecision(digits)));
}

/** A share as a percentage, rounded down: no claim may look larger than it is. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`;

export function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${number(bytes / 1000, 3)} kB` : `${number(bytes / 1_000_000, 3)} MB`;
}

/** In the reader's own time. */
export const moment = (time: string): string =>
  new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Any value in a line: methods and evidence are the method's own. */
export function said(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return number(value, 6);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(said).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${name} ${said(one)}`)
      .join(', ');
  }
  return typeof value === 'boolean' ? String(value) : '';
}
