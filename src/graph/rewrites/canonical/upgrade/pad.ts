import { attribute } from '../../../graph.ts';
import { fromFront, numbersAt } from '../../../operators/kinds/places.ts';
import { intsOf, operand } from './attributes.ts';
import type { Rule } from './draft.ts';

/** Pads and the value to pad with are inputs, since set 11; pads of some axes only are written for all. */
export const pad: Rule = (site, draft) => {
  const { name, dims } = operand(site, 0);
  const old = intsOf(site, 'pads');
  if (old) {
    const value = draft.floats(site, 'value', [attribute(site.node, 'value', 'float') ?? 0], []);
    const inputs = [name, draft.ints(site, 'pads', old), value];
    return draft.keep(site, { inputs, without: ['pads', 'value'] });
  }
  const axes = numbersAt(site, 3);
  const given = numbersAt(site, 1);
  if (!axes || !given) return draft.keep(site);
  const pads = new Array<number>(2 * dims.length).fill(0);
  for (const [place, axis] of axes.entries()) {
    const front = fromFront(axis, dims.length);
    pads[front] = given[place]!;
    pads[front + dims.length] = given[place + axes.length]!;
  }
  const value = site.inputs[2];
  return draft.keep(site, { inputs: [name, draft.ints(site, 'pads', pads), ...(value ? [value.name] : [])] });
};
