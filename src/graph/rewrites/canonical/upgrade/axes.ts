import { numbersAt } from '../../../operators/kinds/places.ts';
import { intsOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Axes are an input; they were an attribute. A reduction without axes is over all of them, as it was. */
export const reduction: Rule = (site, draft) => {
  const axes = intsOf(site, 'axes');
  if (!axes || axes.length === 0) return draft.keep(site, { without: ['axes'] });
  const inputs = [operand(site, 0).name, draft.ints(site, 'axes', axes)];
  return draft.keep(site, { inputs, without: ['axes'] });
};

/** The same; axes that are left out are those of size one. */
export const squeeze: Rule = (site, draft) => {
  const { name, dims } = operand(site, 0);
  const single = [...dims.keys()].filter((axis) => dims[axis] === 1);
  const axes = intsOf(site, 'axes') ?? numbersAt(site, 1) ?? single;
  draft.keep(site, { inputs: [name, draft.ints(site, 'axes', axes)], without: ['axes'] });
};

export const unsqueeze: Rule = (site, draft) => {
  const axes = intsOf(site, 'axes');
  if (!axes) return draft.keep(site);
  const inputs = [operand(site, 0).name, draft.ints(site, 'axes', axes)];
  return draft.keep(site, { inputs, without: ['axes'] });
};
