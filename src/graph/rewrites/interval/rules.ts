import { joinBounds } from '../../operators/kinds/join.ts';
import { linearBounds } from '../../operators/kinds/linear.ts';
import { movementBounds } from '../../operators/kinds/movement.ts';
import type { Operator } from '../../operators/operator.ts';
import type { Site } from '../../operators/site.ts';
import type { Bounds } from './bounds.ts';
import type { Emit } from './emit.ts';

type Inputs = readonly (Bounds | null)[];
type Rule<K extends Operator['kind']> = (
  emit: Emit,
  site: Site,
  operator: Extract<Operator, { kind: K }>,
  inputs: Inputs,
) => readonly Bounds[];

/** How each kind of operator gets its bounds. */
const RULES: { readonly [K in Operator['kind']]: Rule<K> } = {
  linear: (emit, site, operator, inputs) => [
    linearBounds(emit, site, operator, inputs[operator.input(site)]!),
  ],
  join: (emit, site, operator, inputs) => [
    joinBounds(
      emit,
      site,
      operator,
      inputs.filter((one) => one !== null),
    ),
  ],
  elementwise: (emit, site, operator, inputs) => [operator.bounds(emit, site, inputs[operator.input(site)]!)],
  movement: movementBounds,
  special: (emit, site, operator, inputs) => operator.bounds(emit, site, inputs),
  hole: (_, site, { reason }) => {
    throw new Error(`node "${site.node.name}" has no bounds: ${reason}`);
  },
};

/** Bounds of a node's outputs from those of its inputs. */
export const boundsOfNode = (emit: Emit, site: Site, operator: Operator, inputs: Inputs): readonly Bounds[] =>
  (RULES[operator.kind] as Rule<Operator['kind']>)(emit, site, operator, inputs);
