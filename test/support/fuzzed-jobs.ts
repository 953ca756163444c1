import { createHash } from 'node:crypto';
import type { Plan } from './certificates.ts';

/** Whole numbers below n, one after the other, that follow from a seed. */
export type Dice = (below: number) => number;
export function diceOf(seed: string): Dice {
  let state = createHash('sha256').update(seed).digest();
  return (below) => {
    state = createHash('sha256').update(state).digest();
    return Number(state.readBigUInt64LE() % BigInt(below));
  };
}

const pick = <T>(dice: Dice, ...choices: readonly T[]): T => choices[dice(choices.length)]!;

/** Methods of every kind, by turns. */
export const KINDS = [
  'fixed',
  'anytime',
  'decision',
  'width',
  'two_sided',
  'predict',
  'ablation',
  'splitting',
  'structured',
  'interval',
] as const;

/** A job of a kind with parameters by the dice. */
export function fuzzedPlan(kind: (typeof KINDS)[number], dice: Dice): Plan {
  const classes = 2 + dice(4);
  const common = {
    rows: 1 + dice(7),
    classes,
    labelled: dice(5) > 0,
    grid: pick(dice, 0.0625, 0.0625, null),
    dice,
  };
  const alpha = pick(dice, 0.001, 0.05, 0.3, 1e-9);
  const image = { shape: [1, 4, 5] };
  const flat = { shape: [3] };
  const absent = { value: 0.5 };
  const seed =
    dice(4) === 0
      ? {
          seed: createHash('sha256')
            .update(String(dice(99)))
            .digest('hex'),
        }
      : {};
  const cap = { max_n: pick(dice, 64, 300, 1000, 3000) };
  const voting = { alpha, ...seed };
  switch (kind) {
    case 'fixed':
      return {
        ...common,
        ...flat,
        method: { ...noised(dice), ...voting, n0: 20, n: pick(dice, 100, 500, 2000) },
      };
    case 'anytime':
      return { ...common, ...flat, method: { ...noised(dice), ...voting, ...cap } };
    case 'decision':
      return {
        ...common,
        ...flat,
        method: { ...noised(dice), ...voting, max_n: 3000, target: { radius: pick(dice, 0.01, 0.1) } },
      };
    case 'width':
      return {
        ...common,
        ...flat,
        method: { ...noised(dice), ...voting, max_n: 2000, target: { width: pick(dice, 0.05, 0.1) } },
      };
    case 'two_sided':
      return {
        ...common,
        ...flat,
        method: {
          ...noised(dice),
          ...voting,
          two_sided: true,
          ...pick<object>(dice, { n0: 30, n: 1000 }, cap),
        },
      };
    case 'predict': {
      const { norm: _, p: __, ...noise } = noised(dice) as Record<string, unknown>;
      return { ...common, ...flat, method: { ...noise, ...voting, task: 'predict', n: pick(dice, 50, 400) } };
    }
    case 'ablation':
      return {
        ...common,
        ...image,
        method: {
          name: 'ablation',
          kept: 1 + dice(5),
          absent,
          ...voting,
          ...pick<object>(
            dice,
            { n0: 20, n: 500 },
            cap,
            { max_n: 2000, target: { radius: 1 } },
            { task: 'predict', n: 100 },
            {
              ...cap,
              two_sided: true,
            },
          ),
        },
      };
    case 'splitting':
      return {
        ...common,
        ...flat,
        method: {
          name: 'splitting',
          lambda: pick(dice, 0.5, 1, 0.25),
          perturbations: pick(dice, 'any', 'grid'),
          ...seed,
        },
      };
    case 'structured':
      return {
        ...common,
        ...image,
        method: {
          name: 'structured_ablation',
          window: { kind: pick(dice, 'columns', 'rows', 'block'), side: 1 },
          absent,
        },
      };
    case 'interval':
      return {
        ...common,
        ...flat,
        method: {
          name: 'interval',
          norm: 'linf',
          arithmetic: pick(dice, 'float32', 'real'),
          ...pick<object>(
            dice,
            { epsilon: 0.1 },
            { epsilon: [0.05, 0.1, 0.2] },
            { search: { max: 0.3, steps: 5 } },
          ),
          ...(dice(3) === 0 && { channels: [1, 0.5, 2] }),
        },
      };
  }
}

function noised(dice: Dice): object {
  const norms = [{}, { norm: 'linf' }, { norm: 'lp', p: 4 }];
  return pick<object>(
    dice,
    { name: 'smoothing', sigma: 0.25, ...pick<object>(dice, ...norms) },
    { name: 'smoothing', noise: 'uniform', lambda: pick(dice, 0.5, 0.3) },
    { name: 'smoothing', noise: 'laplace', b: 0.25 },
  );
}
