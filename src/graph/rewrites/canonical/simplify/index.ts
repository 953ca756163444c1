import type { Rewrite } from '../canonical.ts';
import { affineChains } from './affine-chains.ts';
import { affineLayers } from './affine-layers.ts';
import { affine } from './affine.ts';
import { batchNormalization } from './batch-normalization.ts';
import { gemm } from './gemm.ts';
import { globalAveragePool } from './global-average-pool.ts';
import { identity } from './identity.ts';
import { reshapes } from './reshapes.ts';
import { softmaxTail } from './softmax-tail.ts';
import { transposes } from './transposes.ts';

/**
 * The algebraic rewrites, in an order in which each makes work for the next. Each runs until it applies no more; the list is
 * to be run until none does. Every one leaves less: nodes, or nodes that are in no normal form, or that stand too late.
 */
export const SIMPLIFICATIONS: readonly Rewrite[] = [
  identity,
  transposes,
  reshapes,
  globalAveragePool,
  gemm,
  affine,
  affineLayers,
  batchNormalization,
  affineChains,
  softmaxTail,
];
