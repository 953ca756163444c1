import { describe, expect, it } from 'vitest';
import {
  assemble,
  func,
  i32,
  i64,
  repeat,
  when,
  type Code,
  type Func,
} from '../../../../src/certify/statistics/kernel/assembler.ts';
import { engine } from '../../../../src/certify/statistics/kernel/engine.ts';

const { Memory, Module, Instance } = engine();
const memory = new Memory({ initial: 1, maximum: 1 });
const bytes = new DataView(memory.buffer);

type Exports<Names extends string> = Record<Names, (...operands: number[]) => number>;

function made<Names extends string>(functions: Record<Names, Func>): Exports<Names> {
  const { exports } = new Instance(new Module(assemble(functions)), { host: { memory } });
  return exports as Exports<Names>;
}

const answering = (code: Code) => made({ answer: func([], {}, () => [code]) }).answer();

describe('assemble', () => {
  it.each([0, 63, 64, 127, 128, 8191, 8192, 2 ** 31 - 1, -1, -64, -65, -8193, -(2 ** 31)])(
    'writes the constant %d',
    (value) => {
      expect(answering(i32.const(value))).toBe(value);
    },
  );

  it.each([0, 127, 128, 16_384, 65_532])('reads at the offset %d', (offset) => {
    bytes.setInt32(offset, 77 + offset, true);
    expect(answering(i32.load(i32.const(0), offset))).toBe(77 + offset);
  });

  it('keeps constants of 48 bits whole', () => {
    bytes.setBigUint64(0, 0xabcd_0123_4567_89abn, true);
    bytes.setBigUint64(8, 0x0123_4567_89abn, true);
    const kept = i64.and(i64.load(i32.const(0)), i64.const(0xffff_ffff_ffffn));
    expect(answering(i64.le_u(kept, i64.load(i32.const(8))))).toBe(1);
    expect(answering(i64.le_u(i64.load(i32.const(8)), i64.load(i32.const(0))))).toBe(1);
    expect(answering(i64.le_u(i64.load(i32.const(0)), i64.load(i32.const(8))))).toBe(0);
  });

  it('gives functions names, operands, variables, loops and choices', () => {
    const { sum, smaller } = made({
      sum: func(['n'], { total: 'i32' }, ({ n, total }) => [
        repeat([total.set(i32.add(total.get, n.get)), n.set(i32.sub(n.get, i32.const(1)))], n.get),
        total.get,
      ]),
      smaller: func(['a', 'b'], { answer: 'i32', wide: 'i64' }, ({ a, b, answer }) => [
        when(i32.lt_u(a.get, b.get), [answer.set(a.get)], [answer.set(b.get)]),
        answer.get,
      ]),
    });
    expect(sum(100)).toBe(5050);
    expect([smaller(3, 9), smaller(9, 3)]).toEqual([3, 3]);
  });

  it('keeps the value of a variable that is set in passing', () => {
    const { twice } = made({
      twice: func(['a'], { b: 'i32' }, ({ a, b }) => [i32.add(b.tee(a.get), b.get)]),
    });
    expect(twice(21)).toBe(42);
  });
});
