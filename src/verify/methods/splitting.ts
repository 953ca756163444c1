import { step } from '../finding.ts';
import { fields, oneOf, real, text, whole } from '../shape.ts';
import { expectFromBelow, expectSame } from '../tolerance.ts';
import { checkPoll, POLL } from './exhaustive.ts';
import { valuesOf } from './law.ts';
import { numberIn, type Rules } from './rules.ts';
import { GRID, stepsOf } from './smoothing.ts';

/** Smoothing with splitting noise: a vote of every position of the cuts. */
export const splitting: Rules = {
  method: fields(
    {
      name: oneOf('splitting'),
      lambda: real(Number.MIN_VALUE),
      perturbations: oneOf('any', 'grid'),
      grid: GRID,
    },
    { seed: text('64 hexadecimal digits', /^[0-9a-f]{64}$/) },
  ),
  read(method, { classes }) {
    const grid = stepsOf(method) as { step: number; low: number; high: number };
    const copies = valuesOf(method['lambda'] as number, grid.step);
    const kind = method['perturbations'] === 'grid' ? 'radius_grid' : 'radius_any';
    const stated = { steps: whole(), radius_any: real(0), radius_grid: real(0), off_grid: real(0) };
    const evidence = fields(POLL(classes), stated);
    return {
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
      specification: { norm: 'l1', domain: null, grid },
      evidence,
      check(row, path, report) {
        const margin = checkPoll(row, copies, path, report);
        const at = (key: string) => step(step(path, 'evidence'), key);
        if (margin === null) return;
        for (const key of Object.keys(stated))
          if (!Object.hasOwn(row.evidence, key))
            report(at(key), 'field_missing', `the field ${key} is missing`);
        if (Object.keys(stated).some((key) => !Object.hasOwn(row.evidence, key))) return;
        const own = radii(margin, grid, numberIn(row.evidence, 'off_grid'));
        expectSame(row.evidence['steps'], own.steps, at('steps'), report);
        for (const key of ['radius_any', 'radius_grid'] as const)
          expectFromBelow(numberIn(row.evidence, key), own[key], at(key), report, grid.step);
        expectFromBelow(row.radius ?? 0, own[kind], step(path, 'radius'), report, grid.step);
      },
    };
  },
};

/**
 * Half the margin in steps; around the sample against inputs on the grid, and against all, whose own place is found by rounding
 * and crosses a cut for every half step.
 */
function radii(
  margin: number,
  { step: width, low, high }: { step: number; low: number; high: number },
  off: number,
) {
  const steps = Math.floor(margin / 2);
  const slack = (Math.round((high - low) / width) + 1) * width * 2 ** -51;
  return {
    steps,
    radius_grid: Math.max(0, Math.min((steps + 1) * width - off, steps * width)),
    radius_any: Math.max(0, (steps + 1) * (width / 2 - slack) - off),
  };
}
