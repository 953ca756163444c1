import type { Bounds } from '../../rewrites/interval/bounds.ts';
import type { Special } from '../operator.ts';
import type { Site } from '../site.ts';
import { floatGap } from './operands.ts';

interface Facts {
  readonly gap?: (site: Site) => string | null;
  /** True where no result can be below zero. */
  readonly nonNegative?: (site: Site) => boolean;
}

/**
 * f of several operands, broadcast, that answers one of them as it is and rises with each: f of the lower ends and f of the
 * upper ends enclose it bit for bit. Constants among the operands stand on both sides as they are.
 */
export const selection = (name: string, { gap, nonNegative }: Facts = {}): Special => ({
  name,
  kind: 'special',
  gap: (site) => gap?.(site) ?? floatGap(site),
  bounds(emit, site, inputs) {
    const at = (end: 'lower' | 'upper') =>
      emit.again(
        site.node,
        site.inputs.map((operand, place) =>
          operand?.constant ? emit.constant(operand.constant) : (inputs[place] as Bounds).ends()[end],
        ),
      )[0]!;
    const ends = { lower: at('lower'), upper: at('upper') };
    return [emit.between(site.outputs[0]!.dims, ends, { nonNegative: nonNegative?.(site) ?? false })];
  },
});
