import { ravel, unravel } from './convolution.ts';
import { type Layer, size } from './layer.ts';

const NO_WEIGHTS = { w: [1], bias: 0, biasAxis: 0 };

/** AveragePool without padding: the mean of k × k elements of one channel. */
export function averagePool(channels: number, side: number, kernel: number, stride: number): Layer {
  const out = Math.floor((side - kernel) / stride) + 1;
  const [x, y] = [
    [2, channels, side, side],
    [2, channels, out, out],
  ];
  return {
    ...{
      name: `AveragePool ${channels} of ${side}×${side} by ${kernel} stride ${stride}`,
      x,
      y,
      ...NO_WEIGHTS,
    },
    operator: 'AveragePool',
    attributes: { kernel_shape: [kernel, kernel], strides: [stride, stride] },
    weights: [1 / kernel ** 2],
    terms(output, product) {
      const [n, c, row, column] = unravel(output, y) as [number, number, number, number];
      for (let tap = 0; tap < kernel ** 2; tap++) {
        const [down, right] = unravel(tap, [kernel, kernel]) as [number, number];
        product(ravel([n, c, row * stride + down, column * stride + right], x), 0);
      }
    },
  };
}

/** ReduceSum, ReduceMean, and GlobalAveragePool where no axes are said: sums over some axes, which stay with size one. */
export function reduction(operator: string, x: readonly number[], axes: readonly number[]): Layer {
  const y = x.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const summed = axes.map((axis) => x[axis]!);
  return {
    ...{
      name: `${operator} of ${x.join('×')} over ${axes.join()}`,
      operator,
      attributes: {},
      x,
      y,
      ...NO_WEIGHTS,
    },
    ...(operator !== 'GlobalAveragePool' && { axes }),
    weights: [operator === 'ReduceSum' ? 1 : 1 / size(summed)],
    terms(output, product) {
      const start = unravel(output, y);
      for (let part = 0; part < size(summed); part++) {
        const within = unravel(part, summed);
        product(
          ravel(
            start.map((place, axis) => within[axes.indexOf(axis)] ?? place),
            x,
          ),
          0,
        );
      }
    },
  };
}

/** CumSum along the last axis: every element sums all that come before it, and itself. */
export function runningSum(rows: number, length: number): Layer {
  return {
    ...{ name: `CumSum of ${rows}×${length}`, operator: 'CumSum', attributes: {}, ...NO_WEIGHTS },
    ...{ x: [rows, length], y: [rows, length], axes: [1], weights: [1] },
    terms(output, product) {
      for (let at = output - (output % length); at <= output; at++) product(at, 0);
    },
  };
}
