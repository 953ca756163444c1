/** Counts of draws are looked at that many times, at least, while they double. */
const LOOKS = 64;

/**
 * The next number of draws after n at which votes are looked at: every draw up to 128, then every second up to
 * 256, every fourth up to 512 and so on.
 *
 * Fixed numbers, not batches: what is found and where a run stops depends neither on the batch size nor on
 * pauses, so that a run that is continued ends as if it had never stopped. Waiting for the next look takes less
 * than 1/64 more draws. Looking seldom never harms: what holds at every n holds at these.
 */
export function nextLook(n: number): number {
  let step = 1;
  while (2 * LOOKS * step <= n) step *= 2;
  return (Math.floor(n / step) + 1) * step;
}
