import { expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import type { Feeds } from '../../../../src/graph/evaluate.ts';
import { floatDown, floatUp } from '../../../../src/graph/float32.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import { interval, type IntervalOptions } from '../../../../src/graph/rewrites/interval/interval.ts';
import type { Tensor } from '../../../../src/graph/tensor.ts';
import { convolutional, linear, weights } from '../../../support/models.ts';

const FLOAT = { arithmetic: 'float32', norm: 'linf' } as const;
const tensor = (data: readonly number[] | Float32Array, dims: readonly number[]): Tensor => ({
  type: 'float32',
  dims,
  data: Float32Array.from(data),
});
const classes = (...labels: readonly number[]): Tensor => ({
  type: 'int64',
  dims: [labels.length],
  data: BigInt64Array.from(labels, BigInt),
});

async function margins(model = linear(), rows: number, options: IntervalOptions, feeds: Feeds) {
  const program = await evaluator.load(
    encode(interval(await canonical(model, evaluator, rows), options).model),
  );
  const { margins: result } = await program.run(feeds);
  await program.release();
  return Array.from({ length: rows }, (_, row) => {
    const width = result!.data.length / rows;
    return Array.from(result!.data.slice(row * width, (row + 1) * width), Number);
  });
}

it('bounds a box that is given by its ends as it bounds the same box around a sample', async () => {
  const x = Float32Array.from(weights(72), Math.abs);
  const epsilon = Math.fround(0.05);
  const dims = [2, 1, 6, 6];
  const around = {
    x: tensor(x, dims),
    epsilon: tensor([epsilon, epsilon], [2, 1, 1, 1]),
    low: tensor([0], []),
    high: tensor([1], []),
    class: classes(0, 1),
  };
  const given = {
    lower: tensor(
      x.map((value) => Math.max(0, value - epsilon)),
      dims,
    ),
    upper: tensor(
      x.map((value) => Math.min(1, value + epsilon)),
      dims,
    ),
    class: classes(0, 1),
  };
  const expected = await margins(convolutional(), 2, FLOAT, around);
  expect(await margins(convolutional(), 2, { ...FLOAT, box: true }, given)).toEqual(expected);
  expect(expected.flat().every(Number.isFinite)).toBe(true);
});

it('takes a width of its own for every coordinate', async () => {
  const weight = [1, -2, 4, -8, 16, -32, 64, -128];
  const model = linear({ weight, bias: [0, 0] });
  const box = {
    lower: tensor([0, 1, 2, 3], [1, 4]),
    upper: tensor([1, 1, 4, 3.5], [1, 4]),
    class: classes(0),
  };
  // logit 0 − logit 1 = 3x + 12y + 48z + 192w, least at the lower ends.
  const least = 12 + 96 + 576;
  for (const arithmetic of ['float32', 'real'] as const) {
    const [row] = await margins(model, 1, { arithmetic, norm: 'linf', box: true }, box);
    expect(row![1]).toBeLessThanOrEqual(least);
    expect(row![1]).toBeGreaterThan(least * (1 - 1e-5));
  }
});

it('says nothing of an empty box, and everything of the others in the batch', async () => {
  const [x, width] = [0.5, 2 ** -20];
  const rows = [
    [x, x, true],
    [x, floatDown(x - 2 ** -26), false],
    [0, -(2 ** -149), false],
    [x, x + width, true],
    [-Infinity, x, false],
    [Number.NaN, x, false],
    [x, Number.NaN, false],
  ] as const;
  const ends = (place: 0 | 1) =>
    tensor(
      rows.flatMap((row) => [0, row[place], 0, 0]),
      [rows.length, 4],
    );
  const feeds = { lower: ends(0), upper: ends(1), class: classes(...rows.map(() => 0)) };
  const found = await margins(linear(), rows.length, { ...FLOAT, box: true }, feeds);
  expect(found.map((row) => row.every(Number.isFinite))).toEqual(rows.map(([, , known]) => known));
  expect(found.map((row) => row.every(Number.isNaN))).toEqual(rows.map(([, , known]) => !known));
});

it('says nothing of a ball outside of the domain, in any norm', async () => {
  const ball = (x: number) => ({
    x: tensor([0, 0, 0, x], [1, 4]),
    epsilon: tensor([floatUp(0.1)], [1, 1]),
    low: tensor([0], []),
    high: tensor([1], []),
    class: classes(0),
  });
  for (const norm of ['linf', 'l2', 'l1'] as const) {
    const [beside] = await margins(linear(), 1, { ...FLOAT, norm }, ball(1.05));
    const [outside] = await margins(linear(), 1, { ...FLOAT, norm }, ball(1.11));
    expect(beside!.every(Number.isFinite)).toBe(true);
    expect(outside!.every(Number.isNaN)).toBe(true);
  }
});

it('has no box in another norm', async () => {
  const form = await canonical(linear(), evaluator, 1);
  expect(() => interval(form, { ...FLOAT, norm: 'l2', box: true })).toThrow('no other norm');
  expect(() => interval(form, { ...FLOAT, channels: true, box: true })).toThrow('no other norm');
});
