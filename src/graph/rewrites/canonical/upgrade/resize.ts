import { attribute } from '../../../graph.ts';
import { fromFront, numbersAt } from '../../../operators/kinds/places.ts';
import { intsOf, operand, text, textOf } from './attributes.ts';
import type { Draft, Rule } from './draft.ts';
import type { Site } from '../../../operators/site.ts';

/**
 * Before set 11 positions were taken to be i / scale, and the nearest was the one below where an axis grows, and the one
 * above where it shrinks. Its predecessor, Upsample, did the same.
 */
export const resize: Rule = (site, draft) => {
  if (draft.version < 11) return early(site, draft);
  const { name, dims } = operand(site, 0);
  const axes = intsOf(site, 'axes');
  const stretched = (textOf(site, 'keep_aspect_ratio_policy') ?? 'stretch') === 'stretch';
  if (!axes || !stretched) return draft.keep(site);
  const scales = numbersAt(site, 2);
  const sizes = numbersAt(site, 3);
  const inputs = scales?.length
    ? [
        name,
        '',
        draft.floats(
          site,
          'scales',
          forAll(
            axes,
            scales,
            dims.map(() => 1),
          ),
          [dims.length],
        ),
      ]
    : [name, '', '', draft.ints(site, 'sizes', forAll(axes, sizes ?? [], dims))];
  return draft.keep(site, { inputs, without: ['axes'] });
};

/** What some axes were given, and what the others have. */
function forAll(
  axes: readonly number[],
  given: readonly number[],
  others: readonly number[],
): readonly number[] {
  const all = [...others];
  for (const [place, axis] of axes.entries()) all[fromFront(axis, all.length)] = given[place]!;
  return all;
}

function early(site: Site, draft: Draft): void {
  const { name, dims } = operand(site, 0);
  const scales = attribute(site.node, 'scales', 'floats') ?? numbersAt(site, 1);
  if (scales?.length !== dims.length) return draft.refuse(site, 'has no constant scale for each axis');
  const grows = scales.some((scale) => scale > 1);
  const shrinks = scales.some((scale) => scale < 1);
  const nearest = (textOf(site, 'mode') ?? 'nearest') === 'nearest';
  if (nearest && grows && shrinks) {
    return draft.refuse(
      site,
      'enlarges one axis and shrinks another, with a rounding for each that set 11 has dropped',
    );
  }
  return draft.keep(site, {
    operator: 'Resize',
    inputs: [name, '', draft.floats(site, 'scales', scales, [scales.length])],
    without: ['scales'],
    attributes: [
      text('coordinate_transformation_mode', 'asymmetric'),
      ...(nearest ? [text('nearest_mode', shrinks ? 'ceil' : 'floor')] : []),
    ],
  });
}
