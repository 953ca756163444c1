export interface Point {
  readonly radius: number;
  readonly share: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly bottom: number;
  /** The radius at the right end. */
  readonly most: number;
}

const TOP = 8;
const RIGHT = 12;

export const across = ({ width, left, most }: Box, radius: number): number =>
  left + (radius / most) * (width - left - RIGHT);
export const down = ({ height, bottom }: Box, share: number): number =>
  TOP + (1 - share) * (height - bottom - TOP);

/**
 * Stairs through points with ascending radii. Between two of them stands the lower one, which is what is known there: the share of
 * samples certified that far never grows with the radius.
 */
export function stairs(points: readonly Point[], box: Box): string {
  const digits = (value: number) => String(Math.round(value * 100) / 100);
  return points
    .map(({ radius, share }, at) => {
      const [x, y] = [digits(across(box, radius)), digits(down(box, share))];
      return at === 0 ? `M${x} ${y}` : `V${y}H${x}`;
    })
    .join('');
}

/** Round numbers from 0 to at most `most`, about four of them. */
export function ticks(most: number): readonly number[] {
  if (!(most > 0)) return [0];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999)!;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) =>
    Number((at * step).toPrecision(6)),
  );
}
