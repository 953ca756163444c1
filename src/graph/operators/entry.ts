import { OPERATORS } from './index.ts';
import { floatGap } from './kinds/operands.ts';
import type { Operator } from './operator.ts';
import type { Site } from './site.ts';

/** The operator of a node, by what its operands are; null when the table has none of that name. */
export function operatorOf(site: Site): Operator | null {
  const { operator, domain } = site.node;
  const entry = domain === '' && Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator]! : null;
  return entry?.kind === 'choice' ? entry.of(site) : entry;
}

/** Why the node has no bounds, or null. */
export function gapOf(site: Site): string | null {
  const operator = operatorOf(site);
  if (!operator) return 'the operator is not known';
  if (operator.kind === 'hole') return operator.reason;
  return (sums(operator) ? floatGap(site) : null) ?? operator.gap?.(site) ?? null;
}

/** Sums are bounded by the rounding of float32; other kinds say themselves which types they take. */
const sums = ({ kind }: Operator): boolean => kind === 'linear' || kind === 'join';
