import { describe, expect, it } from 'vitest';
import { parseNpyHeader } from '../../../src/service/dataset/npy-header.ts';
import { faultsOf } from './uploads.ts';

const parse = (text: string) => parseNpyHeader(text, 'the samples', '/file');
const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

describe('parseNpyHeader', () => {
  it('reads what numpy writes', () => {
    expect(parse(header("'<f4'", '(3, 4)') + '   \n')).toEqual({
      type: 'float32',
      bigEndian: false,
      fortran: false,
      dims: [3, 4],
    });
  });

  it('reads fields in any order, a single axis, none, and the long integers of Python 2', () => {
    expect(parse("{'shape': (3L,), 'fortran_order': True, 'descr': '>i8'}")).toEqual({
      type: 'int64',
      bigEndian: true,
      fortran: true,
      dims: [3],
    });
    expect(parse(header("'|u1'", '()')).dims).toEqual([]);
  });

  it.each([
    ['negative', '(-1, 4)', 'an axis is negative'],
    ['no number', '(3, -)', 'an axis is not a whole number'],
    ['longer than memory', '(99999999999999999999, 4)', 'longer than any memory'],
  ])('refuses an axis that is %s', (_, shape, why) => {
    const [fault] = faultsOf(() => parse(header("'<f4'", shape)));
    expect(fault).toMatchObject({ code: 'npy_malformed', pointer: '/file' });
    expect(fault!.message).toContain(why);
  });

  it.each([
    ["'|O'", 'pickled'],
    ["'<U5'", 'text'],
    ["'|S3'", 'text'],
    ["'<c8'", 'complex'],
    ["'<M8[D]'", 'dates'],
    ["'<f16'", 'floats of another size'],
    ["'|V8'", 'structured'],
    ["[('a', '<i4'), ('b', '<f8')]", 'structured'],
    ["'|f4'", 'byte order'],
    ["'=f4'", 'byte order'],
    ["'<i3'", 'not known'],
    ["''", 'not known'],
  ])('refuses the dtype %s by name', (descr, why) => {
    const [fault] = faultsOf(() => parse(header(descr, '(3,)')));
    expect(fault!.code).toBe('dtype_unsupported');
    expect(fault!.message).toContain(why);
  });

  it.each([
    ['', 'plain literal'],
    ['[]', 'plain literal'],
    ["__import__('os').system('id')", 'plain literal'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'extra': 1}", 'plain literal'],
    ["{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 'plain literal'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + []", 'plain literal'],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2 ** 9,)}", 'plain literal'],
    ["{'descr': '<f4', 'shape': (1,)}", 'lacks fortran_order'],
    ["{'descr': '<f4', 'fortran_order': '1', 'shape': (1,)}", 'not what its name says'],
    ["{'descr': '<f4', 'fortran_order': True, 'shape': 'a'}", 'not what its name says'],
    [`{${' '.repeat(9000)}`, 'plain literal'],
  ])('refuses %s', (text, why) => {
    const [fault] = faultsOf(() => parse(text));
    expect(fault!.code).toBe('npy_malformed');
    expect(fault!.message).toContain(why);
  });
});
