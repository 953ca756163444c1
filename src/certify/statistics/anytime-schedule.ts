/** Counts of draws are looked at that many times, at least, while they double. */
const LOOKS = 64;

/**
 * The next number of draws after n at which votes are looked at: every draw up to 128, then every second up to
 * 320, every fifth up to 640, every tenth up to 1280 and so on in ones, twos and fives, so that numbers people
 * choose for a cap are looked at.
 *
 * Fixed numbers, not batches: what is found and where a run stops depends neither on the batch size nor on
 * pauses nor on the cap, so that a run that is continued ends as if it had never stopped. Waiting for the next
 * look takes less than 1/64 more draws. Looking seldom never harms: what holds at every n holds at these.
 */
export function nextLook(n: number): number {
  const step = stepAt(n);
  return (Math.floor(n / step) + 1) * step;
}

/** The last look at n or before: where a run with that cap ends. */
export function lastLook(n: number): number {
  const step = stepAt(n);
  return Math.floor(n / step) * step;
}

/** The largest of 1, 2, 5, 10, 20, … that is not above n/64; each begins at a multiple of the one before. */
function stepAt(n: number): number {
  let power = 1;
  while (10 * power * LOOKS <= n) power *= 10;
  return [5, 2].map((digit) => digit * power).find((step) => step * LOOKS <= n) ?? power;
}
