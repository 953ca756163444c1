import type { Format } from '../dataset.ts';
import { cifar10 } from './cifar10.ts';
import type { DatasetFormat } from './format.ts';
import { idx } from './idx.ts';
import { json } from './json.ts';
import { npy } from './npy.ts';
import { npz } from './npz.ts';

/** Every format, in the order in which bytes are tried: unmistakable magic first. */
export const DATASET_FORMATS = { npz, npy, idx, cifar10, json } as const satisfies Record<
  Format,
  DatasetFormat
>;
