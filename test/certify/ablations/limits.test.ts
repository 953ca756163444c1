import { describe, expect, it } from 'vitest';
import { keptObstacles, windowObstacles } from '../../../src/certify/ablations/limits.ts';
import { pictureOf } from '../../../src/certify/ablations/picture.ts';
import { ablationRadius } from '../../../src/certify/statistics/radii/ablation.ts';
import { patchSide, positions, type Window } from '../../../src/certify/statistics/radii/patch.ts';

describe('keptObstacles', () => {
  it('refuses exactly what can certify no changed pixel', () => {
    for (const d of [1, 2, 3, 10, 11]) {
      for (let k = 1; k <= d; k++) {
        const possible = ablationRadius({ lower: 1, rival: 0 }, d, k) > 0;
        expect(keptObstacles(k, pictureOf([1, 1, d])).length === 0).toBe(possible);
      }
    }
  });

  it('says what would be possible', () => {
    const [obstacle] = keptObstacles(400, pictureOf([3, 28, 28]));
    expect(obstacle).toMatchObject({ code: 'kept_too_large', pointer: '/kept' });
    expect(obstacle!.message).toContain('up to 391');
    expect(keptObstacles(1, pictureOf([2]))[0]!.message).toContain('too small');
  });
});

describe('windowObstacles', () => {
  const picture = pictureOf([3, 6, 9]);
  const windows = (['columns', 'rows', 'block'] as const).flatMap((kind) =>
    [1, 2, 3, 4, 5, 6].map((side): Window => ({ kind, side })),
  );

  it.each(windows)('refuses exactly what can certify no patch: $kind of $side', (window) => {
    const possible = patchSide(positions(window, picture), window, picture) > 0;
    expect(windowObstacles(window, picture).length === 0).toBe(possible);
  });

  it('says what would be possible', () => {
    const [obstacle] = windowObstacles({ kind: 'columns', side: 5 }, picture);
    expect(obstacle).toMatchObject({ code: 'window_too_large', pointer: '/window' });
    expect(obstacle!.message).toContain('sides up to 4');
    expect(windowObstacles({ kind: 'rows', side: 1 }, pictureOf([9]))[0]!.message).toContain(
      'no patch at all',
    );
  });

  it('refuses blocks that are longer than the picture, however few positions see a pixel', () => {
    const flat = pictureOf([4, 200]);
    expect(windowObstacles({ kind: 'block', side: 4 }, flat)).toEqual([]);
    const [obstacle] = windowObstacles({ kind: 'block', side: 5 }, flat);
    expect(obstacle!.message).toContain('as the picture is smaller; sides up to 4');
  });
});
