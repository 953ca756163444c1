/** A picture's height and width, in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** A part of a picture that is shown alone, at every position in turn, over the picture's edges too. */
export interface Window {
  readonly kind: 'columns' | 'rows' | 'block';
  /** Columns of the band, rows of the band, or the side of the square block, in pixels. */
  readonly side: number;
}

/** How many positions a window has: every column, every row, or every pixel begins one. */
export function positions({ kind }: Window, { height, width }: Size): number {
  if (kind === 'columns') return width;
  return kind === 'rows' ? height : height * width;
}

/**
 * How many positions of the window show a pixel of a patch, wherever the patch lies: m + s − 1 along every axis along which
 * the window is shorter than the picture, but not more than there are.
 */
export function touched({ kind, side }: Window, { height, width }: Size, patch: Size): number {
  const across = Math.min(width, patch.width + side - 1);
  const down = Math.min(height, patch.height + side - 1);
  if (patch.width < 1 || patch.height < 1) return 0;
  if (kind === 'columns') return across;
  return kind === 'rows' ? down : across * down;
}

/**
 * The side m of the largest square patch that may be put anywhere in the picture, with any content, when a margin of exhaustive votes
 * (`voteMargin`) over all positions of a window is known: the largest m with 2Δ ≤ margin, Δ = m + s − 1 for bands
 * of s and (m + s − 1)² for blocks s × s; 0 where no patch may.
 *
 * Proof: a position whose window shows no pixel of the patch votes as before. At most Δ (`touched`) do show one, each takes one vote from
 * the leader and gives one to another class at most. There are classifiers for which all of them do.
 * Guarantee: deterministic, in whole numbers. For other patches compare 2·touched with the margin.
 * Reference: A. Levine, S. Feizi, (De)Randomized Smoothing for Certifiable Defense against Patch Attacks, 2020 (2002.10733),
 * theorem 1.
 */
export function patchSide(margin: number, window: Window, size: Size): number {
  const longest = Math.max(size.height, size.width);
  let side = 0;
  while (side < longest && 2 * touched(window, size, { height: side + 1, width: side + 1 }) <= margin) side++;
  return side;
}
