import { describe, expect, it } from 'vitest';
import { float } from '../../../../../src/graph/builder.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { folded, sameBits, single, type Beside } from './law.ts';

const STATISTICS: readonly Beside[] = [[[1, 2]], [[0.5, -1]], [[0.1, 0.2]], [[1, 0.25]]];
const SETTINGS = { epsilon: float(0.01), momentum: float(0.8) };

describe('BatchNormalization', () => {
  it.each([8, 9, 14, 15, 23])('of operator set %i keeps only its epsilon', async (opset) => {
    const old = opset < 9 ? { spatial: 1 } : {};
    const model = single(opset, 'BatchNormalization', [2, 3], { ...SETTINGS, ...old }, STATISTICS);
    const [node] = await sameBits(model);
    expect(node!.attributes.map(({ name }) => name)).toEqual(['epsilon']);
  });

  it('is refused with statistics for every position', async () => {
    const each: readonly Beside[] = STATISTICS.map(([values]) => [
      [...values, ...values] as number[],
      [2, 2],
    ]);
    const model = await folded(single(8, 'BatchNormalization', [2, 2], { spatial: 0 }, each));
    expect(() => upgrade(model)).toThrow('"node" (BatchNormalization) normalises every position');
  });
});
