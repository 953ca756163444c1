import { isList } from '../canonical.ts';
import type { Row } from '../certificate.ts';
import { step, type Report } from '../finding.ts';
import type { Json, JsonObject } from '../json.ts';
import { either, fields, listOf, oneOf, orNull, real, whole, type Shape } from '../shape.ts';
import { expectSame } from '../tolerance.ts';
import { present, type Rules } from './rules.ts';

const size = real(Number.MIN_VALUE);
const channels = listOf(real(Number.MIN_VALUE), 1);

interface Settled {
  readonly epsilon?: number | readonly number[];
  readonly search?: { readonly max: number; readonly steps: number };
  readonly arithmetic: string;
  readonly channels?: readonly number[];
}

/** Interval bounds: a lower bound of the margin over every other class, at one size or several. */
export const interval: Rules = {
  method: fields(
    {
      name: oneOf('interval'),
      norm: oneOf('linf', 'l2', 'l1'),
      arithmetic: oneOf('float32', 'real'),
      domain: orNull(listOf(real(), 2, 2)),
      reach: size,
    },
    {
      epsilon: either(size, listOf(size, 1, 64)),
      search: fields({ max: size, steps: whole(1, 30) }),
      channels,
    },
  ),
  read(method, { classes }) {
    const settled = method as unknown as Settled;
    const weights = method['channels'];
    const listed = present({ channels: weights });
    return {
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: settled.arithmetic, ...listed },
      specification: {
        norm: method['norm'] as 'linf' | 'l2' | 'l1',
        domain: method['domain'] ?? null,
        grid: null,
        ...(weights !== undefined && { channels: weights }),
      },
      evidence: evidenceOf(settled, classes, weights),
      check: (row, path, report) => checkMargins(row, settled, path, report),
    };
  },
};

function evidenceOf({ arithmetic }: Settled, classes: number, weights: Json | undefined): Shape {
  return fields(
    {
      margin_lower: orNull(real()),
      runner_up: orNull(whole(0, classes - 1)),
      epsilon: orNull(size),
      arithmetic: oneOf(arithmetic),
      evaluations: whole(),
      ...(weights !== undefined && { channels }),
    },
    { margins: listOf(orNull(real()), 1, 64) },
  );
}

const proves = (margin: number | null | undefined): boolean => typeof margin === 'number' && margin > 0;

/** Certified at a size that was tried, where the margin is positive, and at the largest such. */
function checkMargins(row: Row, settled: Settled, path: string, report: Report): void {
  const { evidence } = row;
  const at = (key: string) => step(step(path, 'evidence'), key);
  const margin = evidence['margin_lower'] as number | null;
  const tried = evidence['epsilon'] as number | null;
  const evaluations = evidence['evaluations'] as number;
  const verdict = tried !== null && proves(margin) ? 'certified' : 'undecided';
  expectSame(row.verdict, verdict, step(path, 'verdict'), report, 'verdict_wrong');
  expectSame(row.radius, verdict === 'certified' ? tried : null, step(path, 'radius'), report);
  expectSame(row.prediction, row.base_prediction, step(path, 'prediction'), report);
  expectSame(evidence['channels'], settled.channels, at('channels'), report);
  if (tried === null) {
    expectSame([margin, evidence['runner_up'], evaluations], [null, null, 0], at('epsilon'), report);
    return;
  }
  if (evidence['runner_up'] === row.prediction)
    report(at('runner_up'), 'inconsistent', 'the class itself is no other class');
  if (settled.search) checkSearch(tried, margin, evaluations, settled.search, at, report);
  else checkSizes(evidence, tried, [settled.epsilon ?? []].flat(), at, report);
}

function checkSearch(
  tried: number,
  margin: number | null,
  evaluations: number,
  { max, steps }: NonNullable<Settled['search']>,
  at: (key: string) => string,
  report: Report,
): void {
  const place = (tried / max) * 2 ** steps;
  if (!(place >= 1 - 1e-9 && place <= 2 ** steps) || Math.abs(place - Math.round(place)) > 1e-6)
    report(at('epsilon'), 'inconsistent', `${tried} is no multiple of ${max} / 2^${steps}`);
  const first = tried === max && proves(margin);
  expectSame(evaluations, first ? 1 : steps + 1, at('evaluations'), report);
}

function checkSizes(
  evidence: JsonObject,
  tried: number,
  sizes: readonly number[],
  at: (key: string) => string,
  report: Report,
): void {
  const place = sizes.indexOf(tried);
  if (place < 0) report(at('epsilon'), 'inconsistent', `${tried} is none of the sizes of the method`);
  expectSame(evidence['evaluations'], sizes.length, at('evaluations'), report);
  const margins = evidence['margins'];
  if (margins === undefined || !isList(margins)) return;
  const known = margins as readonly (number | null)[];
  expectSame(known.length, sizes.length, at('margins'), report);
  expectSame(known[place], evidence['margin_lower'], at('margin_lower'), report);
  const best = known.findLastIndex(proves);
  expectSame(place, Math.max(best, 0), at('margins'), report);
}
