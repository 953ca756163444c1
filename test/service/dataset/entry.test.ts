import { describe, expect, it } from 'vitest';
import { readEntry, type Taker } from '../../../src/service/dataset/entry.ts';
import { Offenders } from '../../../src/service/dataset/offenders.ts';

const SHAPE = [1, 2];
const taker = (domain: Taker['domain']): Taker => ({
  shape: SHAPE,
  own: SHAPE,
  encoder: null,
  classes: 3,
  domain,
});

function read(input: unknown, domain: Taker['domain'] = [0, 0.3]) {
  const offenders = new Offenders('/inputs');
  const wanted = { shape: [1, 2], whose: 'the model takes', lenient: true };
  const numbers = readEntry(input, 4, { wanted, taker: taker(domain) }, offenders, '/inputs/4');
  return { numbers, faults: offenders.faults };
}

describe('readEntry', () => {
  it.each([[[0, 0.25]], [[[0, 0.25]]], [[[0], [0.25]]]])('takes what the model takes: %j', (data) => {
    const { numbers, faults } = read({ data, label: 2 });
    expect(faults).toEqual([]);
    expect(numbers!.values).toEqual([0, 0.25]);
  });

  it('compares with the domain what the model is given: float32', () => {
    expect(read({ data: [0, 0.3] }).faults).toEqual([]);
    expect(read({ data: [0, Math.fround(0.3)] }).faults).toEqual([]);
    expect(read({ data: [0, Math.fround(0.3) + 2 ** -25] }).faults).toHaveLength(1);
    expect(read({ data: [-1e30, 1e30] }, null).faults).toEqual([]);
  });

  it.each([
    [
      { data: [0, 0], label: 3 },
      'label_outside_classes',
      'label',
      '.label is 3; the model has 3 classes (0 to 2)',
    ],
    [
      { data: [0, 0.5] },
      'range_outside_domain',
      'data',
      ".data holds 0.5 at value 1; the model's domain is [0, 0.3]",
    ],
    [{ data: [0] }, 'input_invalid', 'data', '.data has the shape [1]; the model takes [1, 2]'],
    [
      { data: [-1e39, 0] },
      'value_not_finite',
      'data',
      '.data holds -1e+39 at value 0; values are finite float32 numbers',
    ],
  ])('refuses %j', (input, code, field, message) => {
    expect(read(input).faults).toEqual([
      { code, message: `inputs[4]${message}`, pointer: `/inputs/4/${field}` },
    ]);
  });
});
