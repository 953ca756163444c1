import { describe, expect, it } from 'vitest';
import { elements } from '../../../src/service/dataset/array.ts';
import { readInputs } from '../../../src/service/dataset/inputs.ts';
import { faultsOf } from './uploads.ts';

const read = (document: unknown) => readInputs(document, { layout: 'NCHW', root: '', taker: null });
const inputs = (...list: readonly unknown[]) => ({ inputs: list });
const messagesOf = (document: unknown) => faultsOf(() => read(document)).map(({ message }) => message);

describe('readInputs', () => {
  it('takes the shape from the nesting', () => {
    const samples = read(inputs({ data: [[[1, 2, 3]], [[4, 5, 6]]], label: 2 }));
    expect(samples).toMatchObject({ shape: [2, 1, 3], layout: 'NCHW', values: { dims: [1, 2, 1, 3] } });
    expect([...elements(samples.values, 0, 1)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...elements(samples.labels!, 0, 1)]).toEqual([2]);
  });

  it('gives flat data the declared shape, and nested data the same up to axes of one', () => {
    const flat = read({
      inputs: [
        { data: [1, 2, 3, 4] },
        {
          data: [
            [5, 6],
            [7, 8],
          ],
        },
      ],
      shape: [1, 2, 2],
    });
    expect(flat.shape).toEqual([1, 2, 2]);
    expect([...elements(flat.values, 0, 2)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('reads inputs without labels, told by absence or by null', () => {
    expect(read(inputs({ data: [1] }, { data: [2], label: null })).labels).toBeNull();
  });

  it.each([
    [[], 'the document is not an object'],
    [{}, '`inputs` is not a list'],
    [inputs(), '`inputs` is empty'],
    [{ inputs: [{ data: [1] }], shape: [0] }, '`shape` is not a list of positive whole numbers'],
    [{ inputs: [{ data: [1] }], shape: 3 }, '`shape` is not a list of positive whole numbers'],
    [{ inputs: [{ data: [1] }], nputs: 1 }, 'unknown field "nputs"; known: inputs, shape'],
    [inputs(3), 'inputs[0] is not an object with `data` and `label`'],
    [
      inputs({ data: [1], lable: 3, b: 1 }),
      'inputs[0] has the unknown field "lable"; known: data, label (and 1 more)',
    ],
    [inputs({ label: 3 }), 'inputs[0].data is not a list of numbers'],
    [inputs({ data: [] }), 'inputs[0].data holds an empty list'],
    [inputs({ data: [1, null] }), 'inputs[0].data holds null where a number is expected'],
    [inputs({ data: [1, Infinity] }), 'inputs[0].data holds Infinity where a number is expected'],
    [inputs({ data: [1, '2'] }), 'inputs[0].data holds a string where a number is expected'],
    [inputs({ data: [[1], 2] }), 'inputs[0].data holds 2 where a list of 1 is expected'],
    [inputs({ data: [[1, 2], [3]] }), 'inputs[0].data is ragged: lists of 2 and of 1 stand side by side'],
    [inputs({ data: [[[[[[[[[1]]]]]]]]] }), 'inputs[0].data is nested deeper than 8 lists'],
    [inputs({ data: [1] }, { data: [1, 2] }), 'inputs[1].data has the shape [2]; inputs[0] has [1]'],
    [inputs({ data: [2] }, { data: [[2]] }), 'inputs[1].data has the shape [1, 1]; inputs[0] has [1]'],
    [
      { inputs: [{ data: [1, 2, 3] }], shape: [2, 2] },
      'inputs[0].data has the shape [3]; the declared shape is [2, 2]',
    ],
    [
      inputs({ data: [1], label: 'cat' }),
      'inputs[0].label is "cat"; labels are whole numbers from 0 to 999999',
    ],
    [inputs({ data: [1], label: 1.5 }), 'inputs[0].label is 1.5; labels are whole numbers from 0 to 999999'],
    [inputs({ data: [1], label: -1 }), 'inputs[0].label is -1; labels are whole numbers from 0 to 999999'],
    [
      inputs({ data: [1], label: [] }),
      'inputs[0].label is a list; labels are whole numbers from 0 to 999999',
    ],
    [inputs({ data: [1] }, { data: [1], label: 1 }), 'inputs[0] has no label, but 1 of 2 inputs have one'],
  ])('refuses %j', (document, message) => {
    expect(messagesOf(document)).toEqual([message]);
  });

  it('tells all that is wrong at once, each with its pointer', () => {
    const document = {
      nputs: 1,
      shape: 'flat',
      inputs: [
        { data: [1] },
        { data: ['a'], label: 1 },
        { data: [1], label: -1 },
        { data: [null], label: 'x', more: 1 },
        7,
        { data: [1, 2], label: 0 },
      ],
    };
    const wrong = faultsOf(() => readInputs(document, { layout: 'NCHW', root: '/file', taker: null }));
    expect(wrong.map(({ message, pointer }) => [pointer, message])).toEqual([
      ['/file', 'unknown field "nputs"; known: inputs, shape'],
      ['/file/shape', '`shape` is not a list of positive whole numbers'],
      ['/file/inputs/1/data', 'inputs[1].data holds a string where a number is expected'],
      ['/file/inputs/2/label', 'inputs[2].label is -1; labels are whole numbers from 0 to 999999'],
      ['/file/inputs/3', 'inputs[3] has the unknown field "more"; known: data, label'],
      ['/file/inputs/3/label', 'inputs[3].label is "x"; labels are whole numbers from 0 to 999999'],
      ['/file/inputs/3/data', 'inputs[3].data holds null where a number is expected'],
      ['/file/inputs/4', 'inputs[4] is not an object with `data` and `label`'],
      ['/file/inputs/5/data', 'inputs[5].data has the shape [2]; inputs[0] has [1]'],
      ['/file/inputs/0/label', 'inputs[0] has no label, but 4 of 6 inputs have one'],
    ]);
  });

  it('lists some of many faults and counts the others', () => {
    const wrong = faultsOf(() => read(inputs(...Array.from({ length: 300 }, () => null))));
    expect(wrong).toHaveLength(21);
    expect(wrong[20]).toMatchObject({
      message: 'and 280 more like "inputs[0] is not an object with `data` and `label`"',
      pointer: '/inputs',
    });
    const unknown = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, 1]));
    expect(messagesOf({ ...inputs({ data: [1] }), ...unknown }).at(-1)).toBe('and 290 more unknown fields');
  });

  it('takes no more memory than the document, whatever its first rows promise', () => {
    const promising = {
      data: [Array.from({ length: 10_000 }, () => 1), ...Array.from({ length: 10_000 }, () => [])],
    };
    expect(messagesOf(inputs(...Array.from({ length: 1000 }, () => promising))).at(-1)).toContain(
      'and 980 more',
    );
  });

  it('does not repeat what is deep, however deep it is', () => {
    const deep: unknown = JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));
    expect(messagesOf(inputs({ data: deep, label: deep }))).toEqual([
      'inputs[0].label is a list; labels are whole numbers from 0 to 999999',
      'inputs[0].data is nested deeper than 8 lists',
    ]);
  });
});
