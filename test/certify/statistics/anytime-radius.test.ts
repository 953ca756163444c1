import { describe, expect, it } from 'vitest';
import { isNarrow } from '../../../src/certify/statistics/anytime-radius.ts';

describe('isNarrow', () => {
  it('allows twice the width, exactly', () => {
    expect(isNarrow({ low: 0.5, high: 0.75 }, 0.125)).toBe(true);
    expect(isNarrow({ low: 0.5, high: 0.7500001 }, 0.125)).toBe(false);
    expect(isNarrow({ low: 0.5, high: Infinity }, 1000)).toBe(false);
    expect(isNarrow({ low: 0, high: 0 }, 1e-300)).toBe(true);
  });
});
