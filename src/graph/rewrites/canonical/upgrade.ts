import { opsetOf, type Model } from '../../graph.ts';
import type { Canonical } from './canonical.ts';
import { sitesOf } from './sites.ts';
import { assertNone } from './unsupported.ts';
import { Draft } from './upgrade/draft.ts';
import { RULES } from './upgrade/index.ts';

/** Every canonical graph is of this operator set, and of the file format that came with it. */
export const OPERATOR_SET = 21;
const IR_VERSION = 10;

/**
 * The folded graph in the terms of operator set 21: what was an attribute is an input and the other way round, and what
 * may be left out is written (axes, pads, sizes of windows, the sizes that a Reshape infers). Its outputs are the same
 * bits: where sets differ the engine runs the same kernels. Throws Unsupported with every node that has no such form.
 */
export function upgrade(canonical: Canonical): Canonical {
  const { model } = canonical;
  const draft = new Draft(canonical, opsetOf(model) ?? OPERATOR_SET);
  const siteOf = sitesOf(canonical);
  for (const node of model.graph.nodes) {
    const site = siteOf(node);
    const rule = Object.hasOwn(RULES, node.operator) ? RULES[node.operator] : undefined;
    if (rule) rule(site, draft);
    else draft.keep(site);
  }
  assertNone(draft.obstacles);
  const upgraded: Model = {
    ...model,
    irVersion: IR_VERSION,
    opsets: Object.freeze([Object.freeze({ domain: '', version: OPERATOR_SET })]),
    graph: draft.graph(),
  };
  return Object.freeze({ ...canonical, model: Object.freeze(upgraded), types: draft.types });
}
