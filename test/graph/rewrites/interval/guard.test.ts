import { describe, expect, it } from 'vitest';
import { emptiness, poison } from '../../../../src/graph/rewrites/interval/guard.ts';
import { written } from './written.ts';

const box = async (lower: readonly number[], upper: readonly number[], guard: typeof emptiness) => {
  const rows = lower.length / 2;
  const given = { lower: Float32Array.from(lower), upper: Float32Array.from(upper) };
  const { found } = await written([rows, 2], given, (emit) => ({
    found: guard(emit, rows, emit.between([rows, 2], { lower: 'lower', upper: 'upper' })),
  }));
  return [...found];
};

const guarded: typeof emptiness = (emit, batch, one) => poison(emit, batch, [one])!;
const { NaN: none } = Number;

describe('a guard', () => {
  it('says nothing of tame bounds, and NaN of the samples whose bounds are not', async () => {
    const lower = [0, -1, none, 0, 0, -Infinity, 0, 0, 0, -1e20, -(2 ** 60), -(2 ** 60)];
    const upper = [1, 1, 1, 1, Infinity, 0, 0, none, 0, 0, 2 ** 60, 2 ** 60];
    expect(await box(lower, upper, guarded)).toEqual([0, none, none, none, none, 0]);
  });

  it('is none where nothing is guarded', async () => {
    await written([1], { x: Float32Array.of(1) }, (emit) => {
      expect(poison(emit, 1, [])).toBeNull();
      return { x: 'x' };
    });
  });

  it('sees any of several values', async () => {
    const given = { a: Float32Array.of(1, NaN, 1), b: Float32Array.of(1, 1, Infinity) };
    const { found } = await written([3, 1], given, (emit) => ({
      found: poison(
        emit,
        3,
        ['a', 'b'].map((name) => emit.between([3, 1], { lower: name, upper: name })),
      )!,
    }));
    expect([...found]).toEqual([0, NaN, NaN]);
  });
});

describe('a box', () => {
  it('that is empty in any place is told, and one of width zero is not', async () => {
    const lower = [0, 0, 1, 0, 0, 1 + 2 ** -23, 2 ** -149, 0, 5, 5];
    const upper = [1, 1, 0, 1, 0, 1, 0, 1, 5, 5];
    expect(await box(lower, upper, emptiness)).toEqual([0, none, none, none, 0]);
  });

  it('that is not finite is told', async () => {
    const lower = [-Infinity, 0, 0, none, 0, 0, -3e38, 0];
    const upper = [1, 1, Infinity, 1, none, 1, 3e38, 1];
    expect(await box(lower, upper, emptiness)).toEqual([none, none, none, none]);
  });
});
