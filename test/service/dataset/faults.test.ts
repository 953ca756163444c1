import { describe, expect, it } from 'vitest';
import { fault, listed, quoted, refuse, together } from '../../../src/service/dataset/faults.ts';
import { Refusal } from '../../../src/service/errors.ts';
import { faultsOf } from './uploads.ts';

const refusing = (message: string) => () => refuse(fault('shape_invalid', message));

describe('together', () => {
  it('answers both, or refuses with the faults of both', () => {
    expect(
      together(
        () => 1,
        () => undefined,
      ),
    ).toEqual([1, undefined]);
    const faults = faultsOf(() => together(refusing('one'), refusing('two')));
    expect(faults.map(({ message }) => message)).toEqual(['one', 'two']);
    expect(faultsOf(() => together(() => 1, refusing('two')))).toHaveLength(1);
  });

  it('lets other errors pass', () => {
    const broken = () => {
      throw new TypeError('broken');
    };
    expect(() => together(refusing('one'), broken)).toThrow(TypeError);
    const tooLarge = new Refusal('too_large');
    const other = () => {
      throw tooLarge;
    };
    expect(() => together(refusing('one'), other)).toThrow(tooLarge);
  });
});

describe('names and numbers in messages', () => {
  it('are escaped and cut', () => {
    expect(quoted('a\n\u001b"')).toBe('"a\\n\\u001b\\""');
    expect(quoted('a'.repeat(1000)).length).toBeLessThan(100);
    expect(listed([1, 2])).toBe('[1, 2]');
    expect(listed(Array.from({ length: 5000 }, () => 1))).toBe('[1, 1, 1, 1, 1, 1, 1, 1, … (5000 numbers)]');
  });
});
