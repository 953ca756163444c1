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
  const none = window.input.flatMap(() => [0, 0]);
  const same = policy === 'SAME_UPPER' || policy === 'SAME_LOWER';
  const given = policy === 'NOTSET' ? (intsOf(site, 'pads') ?? none) : none;
  const pads = same ? halved(missing(window), policy) : given;
  if (same && (pads.some((pad) => pad < 0) || placesIn(window, pads).join() !== window.output.join())) {
    return draft.refuse(site, `has pads by the policy ${policy}, which for its window numbers cannot say`);
  }
  const ceils = (intOf(site, 'ceil_mode') ?? 0) === 1 && !same;
  return draft.keep(site, {
    without: ['auto_pad', 'ceil_mode'],
    attributes: [...attributesOf(window, pads), ...(ceils ? [int('ceil_mode', 1)] : [])],
  });
}

/**
 * Pads of every axis in all, so that each stride of the input has a place in the output. As the engine counts them: without
 * the dilation, and below zero where strides are longer than the kernel.
 */
const missing = ({ input, strides, kernel }: Window): readonly number[] =>
  input.map((size, axis) => {
    const stride = strides[axis]!;
    return (Math.ceil(size / stride) - 1) * stride + kernel[axis]! - size;
  });

/** Half of them before and half behind, rounded towards zero; the odd one goes behind, or before. */
function halved(totals: readonly number[], policy: 'SAME_UPPER' | 'SAME_LOWER'): readonly number[] {
  const before = totals.map((total) => Math.trunc((policy === 'SAME_UPPER' ? total : total + 1) / 2));
  return [...before, ...totals.map((total, axis) => Math.max(0, total - before[axis]!))];
}

/** How often the window fits along every axis. */
const placesIn = (
  { input, strides, kernel, dilations }: Window,
  pads: readonly number[],
): readonly number[] =>
  input.map((size, axis) => {
    const room = size + pads[axis]! + pads[axis + input.length]! - (kernel[axis]! - 1) * dilations[axis]! - 1;
    return Math.floor(room / strides[axis]!) + 1;
  });
