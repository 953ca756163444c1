import { describe, expect, it } from 'vitest';
import { attribute, type Model } from '../../../../../src/graph/graph.ts';
import { Unsupported } from '../../../../../src/graph/rewrites/canonical/unsupported.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { weights } from '../../../../support/models.ts';
import { folded, sameBits, sameSums, single } from './law.ts';

const SAME = ['SAME_UPPER', 'SAME_LOWER'];
const POLICIES = [...SAME, 'VALID', 'NOTSET'];
const POOLS = ['AveragePool', 'MaxPool', 'LpPool'];
const KERNEL = weights(2 * 3 * 3 * 2);

/** The engine's AveragePool adds in another order since set 19. */
const pools = async (opset: number, operator: string, model: Model): Promise<void> => {
  if (operator === 'AveragePool' && opset < 19) await sameSums(model, 6);
  else await sameBits(model);
};

describe.each([8, 11, 22])('a window of operator set %i has numbers for its pads:', (opset) => {
  const convs = POLICIES.flatMap((policy) => [1, 2, 3].map((stride) => [policy, stride] as const));
  it.each(convs)('Conv %s, stride %i', async (auto_pad, stride) => {
    for (const dilation of auto_pad === 'VALID' ? [1, 2] : [1]) {
      const attributes = { auto_pad, strides: [stride, 1], dilations: [1, dilation] };
      const model = single(opset, 'Conv', [3, 7, 8], attributes, [[KERNEL, [2, 3, 3, 2]]]);
      const [node] = await sameBits(model);
      const names = node!.attributes.map(({ name }) => name);
      expect(names.sort()).toEqual(['dilations', 'kernel_shape', 'pads', 'strides']);
    }
  });

  it('Conv with steps beyond its kernel', async () => {
    for (const auto_pad of SAME) {
      for (const strides of [
        [2, 2],
        [3, 2],
      ]) {
        const kernel = [weights(6), [2, 3, 1, 1]] as const;
        await sameBits(single(opset, 'Conv', [3, 8, 9], { auto_pad, strides }, [kernel]));
      }
    }
  });

  it.each(
    POOLS.flatMap((operator) =>
      POLICIES.flatMap((policy) => [1, 2, 3].map((stride) => [operator, policy, stride] as const)),
    ),
  )('%s %s, stride %i', async (operator, auto_pad, stride) => {
    const attributes = { auto_pad, kernel_shape: [3, 2], strides: [stride, 1] };
    await pools(opset, operator, single(opset, operator, [2, 7, 8], attributes));
    await pools(opset, operator, single(opset, operator, [2, 9, 4], attributes));
  });
});

describe.each([10, 11, 19, 22])('a window of operator set %i that may end outside:', (opset) => {
  const cases = ['AveragePool', 'MaxPool'].flatMap((operator) =>
    POLICIES.flatMap((policy) => [2, 3].flatMap((stride) => [[operator, policy, stride] as const])),
  );
  it.each(cases)('%s %s, stride %i', async (operator, auto_pad, stride) => {
    const pads = auto_pad === 'NOTSET' ? { pads: [1, 0, 1, 1] } : {};
    for (const count of operator === 'AveragePool' ? [0, 1] : [0]) {
      const counted = operator === 'AveragePool' ? { count_include_pad: count } : {};
      const attributes = { auto_pad, kernel_shape: [3, 3], strides: [stride, stride], ceil_mode: 1 };
      for (const sample of [
        [2, 7, 8],
        [2, 9, 4],
        [2, 8, 9],
      ]) {
        const model = single(opset, operator, sample, { ...attributes, ...pads, ...counted });
        await pools(opset, operator, model);
      }
    }
  });
});

describe('a window', () => {
  it('keeps its groups, its unequal pads and its dilation', async () => {
    const attributes = { group: 2, pads: [1, 0, 2, 1], dilations: [2, 1], strides: [1, 2] };
    const model = single(13, 'Conv', [4, 6, 5], attributes, [[weights(4 * 2 * 2 * 2), [4, 2, 2, 2]]]);
    const [node] = await sameBits(model);
    expect(attribute(node!, 'group', 'int')).toBe(2n);
    expect(attribute(node!, 'pads', 'ints')).toEqual([1n, 0n, 2n, 1n]);
  });

  it('is along one axis or three as well', async () => {
    const line = [weights(2 * 3 * 3), [2, 3, 3]] as const;
    await sameBits(single(11, 'Conv', [3, 9], { auto_pad: 'SAME_LOWER', strides: [2] }, [line]));
    const cube = [weights(2 * 2 * 8), [2, 2, 2, 2, 2]] as const;
    await sameBits(single(11, 'Conv', [2, 3, 4, 5], { auto_pad: 'SAME_UPPER' }, [cube]));
  });

  it.each([10, 22])('has pads that forget its dilation, as the engine has, in set %i', async (opset) => {
    for (const auto_pad of [...SAME, 'VALID']) {
      const attributes = { auto_pad, kernel_shape: [3], dilations: [2], strides: [2] };
      await sameBits(single(opset, 'MaxPool', [2, 11], attributes));
    }
  });

  it('is refused where the engine begins it inside of the input', async () => {
    const attributes = { auto_pad: 'SAME_UPPER', kernel_shape: [3, 2], strides: [4, 4] };
    const model = await folded(single(22, 'AveragePool', [2, 7, 8], attributes));
    expect(() => upgrade(model)).toThrow(Unsupported);
    expect(() => upgrade(model)).toThrow('"node" (AveragePool) has pads by the policy SAME_UPPER');
  });
});
