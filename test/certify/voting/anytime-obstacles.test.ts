import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/certify/certifier.ts';
import { smoothing } from '../../../src/certify/certifiers/smoothing/smoothing.ts';
import { DIGITS } from '../certifiers/smoothing/problem.ts';

const settle = (fields: object, problem: Problem = DIGITS) =>
  smoothing.settle(smoothing.request.parse({ name: 'smoothing', sigma: 0.5, ...fields }), problem);
const obstacles = (fields: object, problem?: Problem) => {
  const answer = settle(fields, problem);
  return 'obstacles' in answer ? answer.obstacles : [];
};
const named = (fields: object, problem?: Problem) =>
  obstacles(fields, problem).map(({ code, pointer }) => [code, pointer]);

describe('a cap', () => {
  it.each([
    [0.001, 12, 13],
    [0.3, 3, 4],
  ])('at alpha = %d refuses max_n = %i and says that %i could do', (alpha, cap, least) => {
    expect(named({ alpha, max_n: cap })).toEqual([['max_n_too_small', '/max_n']]);
    expect(obstacles({ alpha, max_n: cap })[0]!.message).toMatch(new RegExp(`is ${least}$`));
    expect(obstacles({ alpha, max_n: least })).toEqual([]);
  });

  it('needs more where a share of alpha goes to the others', () => {
    expect(named({ max_n: 13, two_sided: true })).toEqual([['max_n_too_small', '/max_n']]);
  });

  it('is counted at the last look before it', () => {
    // Unanimous draws decide at radius 1 from 459 on; 459 is no look, 460 is.
    expect(named({ max_n: 459, target: { radius: 1 } })).toEqual([['target_unreachable', '/target/radius']]);
    expect(obstacles({ max_n: 459, target: { radius: 1 } })[0]!.message).toMatch(/is 460$/);
    expect(named({ max_n: 460, target: { radius: 1 } })).toEqual([]);
  });

  it('may not ask for more noise than one key gives', () => {
    expect(named({ max_n: 100_000_000 }, { ...DIGITS, shape: [2 ** 26] })).toEqual([
      ['max_n_too_large', '/max_n'],
    ]);
  });
});

describe('a target', () => {
  it('beyond what the cap can certify is refused with the most and the least', () => {
    const [obstacle] = obstacles({ max_n: 1000, target: { radius: 2 } });
    expect(obstacle).toMatchObject({ code: 'target_unreachable', pointer: '/target/radius' });
    const largest = Number(/prove ([0-9.]+);/.exec(obstacle!.message)![1]);
    const least = Number(/is (\d+)$/.exec(obstacle!.message)![1]);
    expect(named({ max_n: 1000, target: { radius: largest } })).toEqual([]);
    expect(named({ max_n: 1000, target: { radius: largest * 1.0001 } })).not.toEqual([]);
    expect(named({ max_n: least, target: { radius: 2 } })).toEqual([]);
    expect(named({ max_n: least - 1, target: { radius: 2 } })).not.toEqual([]);
  });

  it('beyond what any number of draws proves says so', () => {
    const [obstacle] = obstacles({ target: { radius: 100 } });
    expect(obstacle!.message).toMatch(/no max_n could$/);
  });

  it('narrower than the cap can know is refused with the narrowest', () => {
    const [obstacle] = obstacles({ max_n: 1000, target: { width: 0.01 } });
    expect(obstacle).toMatchObject({ code: 'target_unreachable', pointer: '/target/width' });
    const narrowest = Number(/± ([0-9.]+)$/.exec(obstacle!.message)![1]);
    expect(named({ max_n: 1000, target: { width: narrowest } })).toEqual([]);
    expect(named({ max_n: 1000, target: { width: narrowest * 0.9999 } })).not.toEqual([]);
  });

  it.each([
    [{}, 0.092],
    [{ norm: 'linf' }, 0.092 / 8],
    [{ sigma: undefined, noise: 'laplace', b: 0.5 }, 0.084],
    // Unanimous votes leave but 2λ(1 − lower) open.
    [{ sigma: undefined, noise: 'uniform', lambda: 0.5 }, 0.0054],
  ])(
    'narrower than any count can know is refused with the narrowest, whatever the noise: %j',
    (noise, about) => {
      const refused = (width: number) => obstacles({ ...noise, max_n: 1000, target: { width } });
      const narrowest = Number(/± ([0-9.]+)$/.exec(refused(1e-6)[0]!.message)![1]);
      expect(narrowest / about).toBeGreaterThan(0.9);
      expect(narrowest / about).toBeLessThan(1.1);
      expect(refused(narrowest)).toEqual([]);
      expect(refused(narrowest * 0.9999)).toMatchObject([{ code: 'target_unreachable' }]);
    },
  );

  it('of a width that holds every radius is refused with the widest', () => {
    const [obstacle, ...others] = obstacles({ max_n: 1000, target: { width: 5 } });
    expect(others).toEqual([]);
    expect(obstacle).toMatchObject({ code: 'width_too_large', pointer: '/target/width' });
    const widest = Number(/at most ([0-9.]+)$/.exec(obstacle!.message)![1]);
    expect(widest).toBeCloseTo(0.5, 0);
    expect(named({ max_n: 1000, target: { width: widest * 0.9999 } })).toEqual([]);
    expect(named({ max_n: 1000, target: { width: widest * 1.0001 } })).toEqual([
      ['width_too_large', '/target/width'],
    ]);
  });

  it('of a width is refused for a cap that bounds no radius from above', () => {
    expect(named({ max_n: 13, target: { width: 1 } })).toEqual([['target_unreachable', '/target/width']]);
    expect(obstacles({ max_n: 13, target: { width: 1 } })[0]!.message).toContain('from above');
  });
});
