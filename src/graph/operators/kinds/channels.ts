import type { Emit } from '../../rewrites/interval/emit.ts';
import type { Site } from '../site.ts';

/** A constant operand of one number a channel, in a form that is broadcast over what comes after axis 1. */
export const channelwise = (emit: Emit, { inputs }: Site, place: number): string =>
  emit.node('Reshape', [
    emit.constant(inputs[place]!.constant!),
    emit.ints([-1, ...inputs[0]!.dims.slice(2).map(() => 1)]),
  ]);
