import type { Attribute } from '../../../graph.ts';
import type { Site } from '../../../operators/site.ts';
import { int, ints, intOf, intsOf, operand, textOf } from './attributes.ts';
import type { Draft, Rule } from './draft.ts';

/** A window that moves over the axes behind batch and channels; one number for each of those. */
export interface Window {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/** Sizes of kernel, steps and pads are written, the pads as numbers. */
export const conv: Rule = (site, draft) => windowed(site, draft, operand(site, 1).dims.slice(2));

export const pool: Rule = (site, draft) => windowed(site, draft, []);

export function windowOf(site: Site, kernel: readonly number[]): Window {
  const input = operand(site, 0).dims.slice(2);
  const ones = input.map(() => 1);
  return {
    input,
    output: site.outputs[0]!.dims.slice(2),
    kernel: intsOf(site, 'kernel_shape') ?? kernel,
    strides: intsOf(site, 'strides') ?? ones,
    dilations: intsOf(site, 'dilations') ?? ones,
  };
}

/** Attributes that say the window in full. */
export const attributesOf = (window: Window, pads: readonly number[]): readonly Attribute[] => [
  ints('kernel_shape', window.kernel),
  ints('strides', window.strides),
  ints('dilations', window.dilations),
  ints('pads', pads),
];

function windowed(site: Site, draft: Draft, kernel: readonly number[]): void {
  const window = windowOf(site, kernel);
  const policy = textOf(site, 'auto_pad') ?? 'NOTSET';
  const explicit = policy === 'NOTSET';
  const pads = explicit
    ? (intsOf(site, 'pads') ?? window.input.flatMap(() => [0, 0]))
    : automatic(policy, window);
  const ceils = (intOf(site, 'ceil_mode') ?? 0) === 1 && policy !== 'SAME_UPPER' && policy !== 'SAME_LOWER';
  if (!explicit && resulting(window, pads, ceils).join() !== window.output.join()) {
    return draft.refuse(
      site,
      `has pads by the policy ${policy}, which for this window cannot be said in numbers`,
    );
  }
  return draft.keep(site, {
    without: ['auto_pad', 'ceil_mode'],
    attributes: [...attributesOf(window, pads), ...(ceils ? [int('ceil_mode', 1)] : [])],
  });
}

/** Size that the window covers. */
const reach = ({ kernel, dilations }: Window, axis: number): number =>
  (kernel[axis]! - 1) * dilations[axis]! + 1;

/** SAME: so many that the output has a place for every stride of the input; the odd one goes behind, or before. VALID: none. */
function automatic(policy: string, window: Window): readonly number[] {
  const totals = window.input.map((size, axis) => {
    const stride = window.strides[axis]!;
    return Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach(window, axis) - size);
  });
  if (policy === 'VALID') return totals.flatMap(() => [0, 0]);
  const less = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total) => Math.ceil(total / 2));
  return policy === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
}

function resulting(window: Window, pads: readonly number[], ceils: boolean): readonly number[] {
  const rank = window.input.length;
  return window.input.map((size, axis) => {
    const stride = window.strides[axis]!;
    const steps = (size + pads[axis]! + pads[axis + rank]! - reach(window, axis)) / stride;
    const places = (ceils ? Math.ceil(steps) : Math.floor(steps)) + 1;
    // A window that would begin in the padding behind the input is left out.
    return ceils && (places - 1) * stride >= size + pads[axis]! ? places - 1 : places;
  });
}
