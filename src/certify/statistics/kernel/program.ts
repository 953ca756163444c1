import {
  assemble,
  f32x4,
  f64x2,
  func,
  i16x8,
  i32,
  i32x4,
  i64,
  i64x2,
  i8x16,
  repeat,
  v128,
  when,
  type Code,
  type Local,
} from './assembler.ts';
import { engine, type Memory } from './engine.ts';

/** Where the program finds what does not change from call to call, in bytes. What comes after is the caller's to lay out. */
export const LAYOUT = {
  /** The step for every prefix of 16 bits, as an int16, or OPEN. */
  steps: 0,
  /** How many thresholds have a lower prefix, 65,537 uint16s. */
  first: 131_072,
  /** The least and the greatest place that is shown, four int32s each. */
  least: 262_160,
  greatest: 262_176,
  /** The grid's, two doubles each. */
  step: 262_192,
  low: 262_208,
  /** The first half of the counters (stage and sample), and the number that is added to every second half. */
  stream: 262_224,
  block: 262_240,
  /** The table's reach. */
  reach: 262_248,
  /** The low 48 bits of every threshold, a uint64 each. */
  thresholds: 262_256,
} as const;

/** Marks a prefix that does not decide the step alone. */
export const OPEN = -32_768;
/** Bytes of an entry in the list of open places: its address in the rows, its prefix, its place on the grid. */
export const ENTRY = 12;

const c = i32.const;
const plus = (one: Local, more: number): Code => one.set(i32.add(one.get, c(more)));

/** Numbers of a group: one block of the keystream, of 16 bits each. */
const GROUP = [0, 1, 2, 3, 4, 5, 6, 7];

const LOW_HALF = [0, 1, 2, 3, 4, 5, 6, 7];
const HIGH_HALF = [8, 9, 10, 11, 12, 13, 14, 15];
const OTHER_LOW_HALF = LOW_HALF.map((i) => i + 16);

/** What every function needs in variables. */
const CONSTANTS = { least: 'v128', greatest: 'v128', step: 'v128', low: 'v128' } as const;
type Constants = Readonly<Record<keyof typeof CONSTANTS, Local>>;
const readConstants = (l: Constants): Code[] =>
  (['least', 'greatest', 'step', 'low'] as const).map((name) => l[name].set(v128.load(c(LAYOUT[name]))));

const clipped = (places: Code, l: Constants): Code =>
  i32x4.min_s(i32x4.max_s(places, l.least.get), l.greatest.get);

/** The values of two places: what `gridValue` computes, in the same steps and the same doubles. */
const values = (places: Code, l: Constants): Code =>
  f32x4.demote_f64x2_zero(f64x2.add(l.low.get, f64x2.mul(f64x2.convert_low_i32x4_s(places), l.step.get)));

/** The values of the four places in a variable. */
function shown(places: Local, l: Constants): Code {
  const upper = i8x16.shuffle(places.get, places.get, [...HIGH_HALF, ...HIGH_HALF]);
  return i8x16.shuffle(values(places.get, l), values(upper, l), [...LOW_HALF, ...OTHER_LOW_HALF]);
}

/**
 * Whole rows, eight coordinates at a time, from the numbers at `bits` and the int32s at `places`: from `out` to `end`, `width` bytes
 * each. What is left open is appended to `list`, whose new end is answered; what stands in its place is of no use. Up to seven
 * values after the last row are overwritten.
 */
const show = func(
  ['out', 'end', 'bits', 'places', 'width', 'list'],
  {
    ...CONSTANTS,
    open: 'v128',
    steps: 'v128',
    four: 'v128',
    place: 'i32',
    row: 'i32',
    mask: 'i32',
    lane: 'i32',
    at: 'i32',
  },
  (l) => {
    const stepOf = (vector: Code, k: number) =>
      v128.load16_lane(i32.shl(i32.load16_u(l.bits.get, 2 * k), c(1)), vector, k, LAYOUT.steps);
    const half = (steps: Code, offset: number) => [
      l.four.set(clipped(i32x4.add(steps, v128.load(l.place.get, offset)), l)),
      v128.store(l.out.get, shown(l.four, l), offset),
    ];
    const note = [
      i32.store(l.list.get, l.at.get, 0),
      i32.store(l.list.get, i32.load16_u(i32.add(l.bits.get, l.lane.get)), 4),
      i32.store(l.list.get, i32.load(i32.add(l.place.get, i32.shl(l.lane.get, c(1)))), 8),
      plus(l.list, ENTRY),
    ];
    /** From the lowest bit of the mask to the highest; numbers that fill up a row's last group are nobody's. */
    const noteOpen = repeat(
      [
        l.lane.set(i32.shl(i32.ctz(l.mask.get), c(1))),
        l.at.set(i32.add(l.out.get, i32.shl(l.lane.get, c(1)))),
        when(i32.lt_u(l.at.get, l.row.get), note),
        l.mask.set(i32.and(l.mask.get, i32.sub(l.mask.get, c(1)))),
      ],
      l.mask.get,
    );
    const group = [
      l.steps.set(GROUP.reduce(stepOf, l.open.get)),
      ...half(i32x4.extend_low_i16x8_s(l.steps.get), 0),
      ...half(i32x4.extend_high_i16x8_s(l.steps.get), 16),
      when(l.mask.tee(i16x8.bitmask(i16x8.eq(l.steps.get, l.open.get))), [noteOpen]),
      plus(l.out, 32),
      plus(l.bits, 16),
      plus(l.place, 32),
    ];
    return [
      ...readConstants(l),
      l.open.set(i16x8.splat(c(OPEN))),
      repeat(
        [
          l.place.set(l.places.get),
          l.row.set(i32.add(l.out.get, l.width.get)),
          repeat(group, i32.lt_u(l.out.get, l.row.get)),
          l.out.set(l.row.get),
        ],
        i32.lt_u(l.out.get, l.end.get),
      ),
      l.list.get,
    ];
  },
);

/** The counters of the blocks that decide the list's entries, from `into` on. The rows begin at `rows`. Answers their end. */
const count = func(['list', 'end', 'rows', 'into'], { block: 'i64' }, (l) => {
  const place = i32.shr_u(i32.sub(i32.load(l.list.get), l.rows.get), c(2));
  const reversed = [7, 6, 5, 4, 3, 2, 1, 0].map((i) => i + 16);
  return [
    repeat(
      [
        l.block.set(i64.add(i64.load(c(LAYOUT.block)), i64.extend_i32_u(place))),
        v128.store(
          l.into.get,
          i8x16.shuffle(v128.load(c(LAYOUT.stream)), i64x2.splat(l.block.get), [...LOW_HALF, ...reversed]),
        ),
        plus(l.list, ENTRY),
        plus(l.into, 16),
      ],
      i32.lt_u(l.list.get, l.end.get),
    ),
    l.into.get,
  ];
});

/** Writes what the list's entries are, from the blocks at `blocks`: the step is how many thresholds are ≤ the 64 bits, less the reach. */
const decide = func(
  ['list', 'end', 'blocks'],
  { ...CONSTANTS, bits: 'i64', prefix: 'i32', from: 'i32', to: 'i32', middle: 'i32', four: 'v128' },
  (l) => {
    const threshold = i64.load(i32.shl(l.middle.get, c(3)), LAYOUT.thresholds);
    const search = repeat(
      [
        l.middle.set(i32.shr_u(i32.add(l.from.get, l.to.get), c(1))),
        when(
          i64.le_u(threshold, l.bits.get),
          [l.from.set(i32.add(l.middle.get, c(1)))],
          [l.to.set(l.middle.get)],
        ),
      ],
      i32.lt_u(l.from.get, l.to.get),
    );
    const place = i32.sub(i32.add(i32.load(l.list.get, 8), l.from.get), i32.load(c(LAYOUT.reach)));
    return [
      ...readConstants(l),
      repeat(
        [
          l.prefix.set(i32.shl(i32.load(l.list.get, 4), c(1))),
          l.from.set(i32.load16_u(l.prefix.get, LAYOUT.first)),
          l.to.set(i32.load16_u(l.prefix.get, LAYOUT.first + 2)),
          l.bits.set(i64.and(i64.load(l.blocks.get), i64.const(0xffff_ffff_ffffn))),
          search,
          l.four.set(clipped(i32x4.splat(place), l)),
          v128.store32_lane(i32.load(l.list.get), values(l.four.get, l), 0),
          plus(l.list, ENTRY),
          plus(l.blocks, 16),
        ],
        i32.lt_u(l.list.get, l.end.get),
      ),
      l.list.get,
    ];
  },
);

/** The functions' names are their keys; all take and answer addresses. */
export interface Program {
  show(out: number, end: number, bits: number, places: number, width: number, list: number): number;
  count(list: number, end: number, rows: number, into: number): number;
  decide(list: number, end: number, blocks: number): number;
}

let compiled: object | null = null;

/** The program on a memory. Throws where this machine's JavaScript engine does not know it. */
export function load(memory: Memory): Program {
  const { Module, Instance } = engine();
  compiled ??= new Module(assemble({ show, count, decide }));
  return new Instance(compiled, { host: { memory } }).exports as Program;
}
