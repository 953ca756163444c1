/** A number with so many digits after the point, rounded down: what is printed is proved. */
export function down(value: number, digits: number): string {
  const scale = 10 ** digits;
  const near = Math.round(value * scale) / scale;
  return (near <= value ? near : near - 1 / scale).toFixed(digits);
}

/** A share of a whole, rounded down to a tenth of a percent. */
export const percent = (share: number): string => `${down(100 * share, 1)} %`;

/** A radius, to four significant digits and rounded down; short where it is short. */
export function printed(radius: number): string {
  if (radius === 0 || Number.isInteger(radius)) return String(radius);
  const exact = String(radius);
  if (exact.length <= 6) return exact;
  const digits = 3 - Math.floor(Math.log10(radius));
  return digits <= 12 ? down(radius, Math.max(0, digits)) : lower(radius).toExponential(3);
}

const lower = (radius: number): number => {
  const near = Number(radius.toExponential(3));
  return near <= radius ? near : near - 10 ** (Math.floor(Math.log10(radius)) - 3);
};
