import type { Evaluator } from '../../evaluate.ts';
import type { Model } from '../../graph.ts';
import type { Canonical } from './canonical.ts';
import { fold } from './fold.ts';
import { misfused } from './misfused.ts';
import { nameNodes } from './names.ts';
import { prune } from './prune.ts';
import { SIMPLIFICATIONS } from './simplify/index.ts';
import { trace } from './trace.ts';
import { assertNone } from './unsupported.ts';
import { upgrade } from './upgrade.ts';
import { verify } from './verify.ts';

export { Unsupported, type Obstacle } from './unsupported.ts';

/**
 * The classifier in canonical form, for batches of one size: traced and folded by the engine, in terms of operator set
 * 21, simplified. Throws Unsupported with every obstacle that it finds.
 */
export async function canonical(model: Model, evaluator: Evaluator, batch: number): Promise<Canonical> {
  const graph = prune(nameNodes(model.graph));
  const named = { ...model, graph };
  const folded = verify(fold(named, await trace(named, evaluator, batch), batch), 'fold');
  const form = simplify(verify(upgrade(folded), 'upgrade'));
  assertNone(misfused(form));
  return form;
}

/** Every rewrite in turn until none applies: each leaves less, so that there is an end. */
function simplify(canonical: Canonical): Canonical {
  let state = canonical;
  for (let before: Canonical | null = null; before !== state;) {
    before = state;
    for (const rewrite of SIMPLIFICATIONS) {
      const next = rewrite(state);
      if (next !== state) state = verify(next, rewrite.name);
    }
  }
  return state;
}
