import type { Sampler } from '../voting/sampler.ts';

/** All the ways in which a method shows a sample, one after the other: draw i is way i, and after the last they begin again. */
export interface Copies extends Sampler {
  /** Q: how many ways there are. */
  readonly count: number;
}
