import { APPROXIMATIONS } from './approximation.ts';
import { elementwise } from './kinds/elementwise.ts';
import { definedBeside } from './kinds/pole.ts';

/** 1/x: falls on either side of its pole. */
export const reciprocal = elementwise('Reciprocal', APPROXIMATIONS.Reciprocal, {}, (f, x, emit) =>
  definedBeside(emit, x, { lower: f(x.upper), upper: f(x.lower) }),
);
