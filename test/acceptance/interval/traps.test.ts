import { describe, expect, it } from 'vitest';
import type { IntervalOptions } from '../../../src/certify/certifiers/interval/network.ts';
import { obstaclesOf } from '../../../src/graph/rewrites/interval/obstacles.ts';
import { boxProgram, certifies, least } from '../../support/interval/margins.ts';
import { compiled } from '../../support/interval/network.ts';
import { floatBox, outwardBox } from '../../support/vnncomp/box.ts';
import { classification } from '../../support/vnncomp/classification.ts';
import { readText } from '../../support/vnncomp/files.ts';
import { traps, type Trap } from '../../support/vnncomp/traps.ts';
import { parseProperty } from '../../support/vnncomp/vnnlib.ts';

/** Undecided because the margin's lower bound is not positive, or because nothing is known of it. */
type Verdict = 'certified' | 'negative' | 'unknown';
type Arithmetic = IntervalOptions['arithmetic'];

const BOTH = (verdict: Verdict) => ({ float32: verdict, real: verdict });

/**
 * What comes of each. The first network adds 2^23 and takes it away again: exact arithmetic would prove it, but not with
 * float32 numbers. No float32 number lies in the box of the last but one, while exact inputs do, with logits that are equal.
 */
const VERDICTS: Readonly<Record<string, Readonly<Record<Arithmetic, Verdict>>>> = {
  fp_absorption_false_unsat: BOTH('negative'),
  fp_absorption_false_sat: BOTH('negative'),
  overflow_nan: BOTH('unknown'),
  nan_bounds: BOTH('unknown'),
  exact_tie: BOTH('negative'),
  empty_input_set: BOTH('unknown'),
  center_violates: BOTH('negative'),
  stable_negative: BOTH('certified'),
  needs_split_abs: BOTH('certified'),
  unrepresentable_point: { float32: 'unknown', real: 'negative' },
  needs_split_xor: BOTH('negative'),
};

/** In float32 the box holds the inputs that exist; else it must hold all inputs. */
const BOXES = { float32: floatBox, real: outwardBox };

async function verdictOn({ network, property }: Trap, arithmetic: Arithmetic): Promise<Verdict> {
  const { box, label, rivals } = classification(parseProperty(readText(property)))!;
  const form = await compiled(network);
  expect(obstaclesOf(form.canonical)).toEqual([]);
  const program = await boxProgram(form, { arithmetic, reach: 2 });
  const [margins] = await program.margins([{ ...BOXES[arithmetic](box), label }]);
  await program.release();
  if (certifies(margins!, label, rivals)) return 'certified';
  return Number.isFinite(least(margins!, label, rivals).lower) ? 'negative' : 'unknown';
}

describe.each(traps())('$name', (trap) => {
  it.each(['float32', 'real'] as const)('ends as it must in %s', async (arithmetic) => {
    const verdict = await verdictOn(trap, arithmetic);
    expect(verdict).toBe(VERDICTS[trap.name]![arithmetic]);
    const truth = arithmetic === 'float32' ? trap.deployed : trap.real;
    if (!truth.startsWith('unsat')) expect(verdict).not.toBe('certified');
  });
});

it('all eleven are named', () => {
  expect(
    traps()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(VERDICTS).sort());
});
