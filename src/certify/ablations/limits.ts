import type { Obstacle } from '../certifier.ts';
import { positions, touched, type Window } from '../statistics/radii/patch.ts';
import { pixelsOf, type Picture } from './picture.ts';
import { MOST_PIXELS } from './subsets.ts';

/** Why votes on classes tell nothing of a model; empty when they do. */
export function classObstacles(classes: number): Obstacle[] {
  if (classes >= 2) return [];
  const message = `the model has ${classes} class; there is no other to tell it from`;
  return [{ code: 'one_class', message }];
}

/** Why no number of pixels of such a picture can be drawn and certify anything; empty when one can. */
export function pictureObstacles(picture: Picture): Obstacle[] {
  const pixels = pixelsOf(picture);
  if (pixels > MOST_PIXELS) {
    const message = `a sample of ${pixels} pixels is too large: at most ${MOST_PIXELS} are possible`;
    return [{ code: 'too_many_pixels', message }];
  }
  return keptObstacles(1, picture).map(({ code, message }) => ({ code, message }));
}

/** Why so many kept pixels certify nothing, whatever the votes; empty when they can. */
export function keptObstacles(kept: number, picture: Picture): Obstacle[] {
  const pixels = pixelsOf(picture);
  const most = Math.ceil(pixels / 2) - 1;
  if (kept <= most) return [];
  const message =
    most < 1
      ? `a sample of ${pixels} pixels is too small: not even 1 kept pixel of less than half of them can be drawn`
      : `with ${kept} of ${pixels} pixels kept a changed pixel is seen in half of the draws or more, and nothing can be certified; up to ${most} are possible`;
  return [{ code: 'kept_too_large', message, pointer: '/kept' }];
}

/** Why a window certifies no patch, not even of one pixel, whatever the votes, or does not fit; empty when it can. */
export function windowObstacles(window: Window, picture: Picture): Obstacle[] {
  const votes = positions(window, picture);
  const longest = window.kind === 'block' ? Math.min(picture.height, picture.width) : Infinity;
  const enough = (side: number): boolean =>
    side <= longest && 2 * touched({ kind: window.kind, side }, picture, { height: 1, width: 1 }) <= votes;
  if (enough(window.side)) return [];
  let most = 0;
  while (enough(most + 1)) most++;
  const what = `${votes} votes of windows (${window.kind}) in ${picture.height} × ${picture.width} pixels`;
  const message =
    most === 0
      ? `${what} can certify no patch at all`
      : `${what} can certify no patch with a side of ${window.side}, as ${window.side > longest ? 'the picture is smaller' : 'a pixel is seen by half of them or more'}; sides up to ${most} can`;
  return [{ code: 'window_too_large', message, pointer: '/window' }];
}
