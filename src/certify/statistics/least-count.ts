/**
 * The least whole number in [1, most] that is enough, where every larger one is too; null where none is. By
 * doubling, then bisection: about 2·log₂(answer) questions.
 */
export function leastCount(most: number, isEnough: (count: number) => boolean): number | null {
  if (most < 1) return null;
  let high = 1;
  while (!isEnough(high)) {
    if (high === most) return null;
    high = Math.min(2 * high, most);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
