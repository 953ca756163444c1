import { ints, intsOf, operand, textOf } from './attributes.ts';
import type { Rule } from './draft.ts';
import { attributesOf, windowOf } from './window.ts';

/**
 * The pads are written as numbers: they were given, or follow from the size of the output, which a policy or an attribute
 * states. With P = stride · (input − 1) + output_padding + reach − output in all, the policy SAME_UPPER puts the odd one
 * behind, and every other one before.
 */
export const convTranspose: Rule = (site, draft) => {
  const window = windowOf(site, operand(site, 1).dims.slice(2));
  const policy = textOf(site, 'auto_pad') ?? 'NOTSET';
  const extra = intsOf(site, 'output_padding') ?? window.input.map(() => 0);
  const stated = intsOf(site, 'output_shape') !== null || policy === 'SAME_UPPER' || policy === 'SAME_LOWER';
  const none = window.input.flatMap(() => [0, 0]);
  const totals = window.input.map((size, axis) => {
    const reach = (window.kernel[axis]! - 1) * window.dilations[axis]! + 1;
    return window.strides[axis]! * (size - 1) + extra[axis]! + reach - window.output[axis]!;
  });
  if (stated && totals.some((total) => total < 0)) {
    return draft.refuse(site, 'is to give more than its kernel reaches, which pads cannot say');
  }
  const less = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total) => Math.ceil(total / 2));
  const derived = policy === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
  const given = policy === 'NOTSET' ? (intsOf(site, 'pads') ?? none) : none;
  return draft.keep(site, {
    without: ['auto_pad', 'output_shape'],
    attributes: [...attributesOf(window, stated ? derived : given), ints('output_padding', extra)],
  });
};
