import type { Obstacle } from '../../certify/certifier.ts';

/** A tensor that a model takes or gives; −1 stands for any size. Datatypes as in the Open Inference Protocol. */
export interface Port {
  readonly name: string;
  readonly datatype: 'FP32';
  readonly shape: readonly number[];
}

/** What a client declares about a model; null where nothing was said. Values in the model's own input units. */
export interface Declaration {
  readonly name: string;
  readonly domain: readonly [number, number] | null;
  readonly grid: number | null;
  readonly classes: readonly string[] | null;
  readonly layout: 'NCHW' | 'NHWC';
}

/** What a model answers for each sample: a row of class scores, or another sample of the same shape. */
export const ROLES = ['classifier', 'denoiser'] as const;
export type Role = (typeof ROLES)[number];

/** What the examination of the bytes and of a run found. */
export interface ModelFacts {
  /** Absent in models that an older release admitted, which are classifiers. */
  readonly role?: Role;
  readonly opset: number;
  readonly parameters: number;
  readonly operators: Readonly<Record<string, number>>;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Shape of one sample, without the batch axis. */
  readonly sample_shape: readonly number[];
  /** 0 for a denoiser. */
  readonly classes: number;
  /** The only batch size the graph takes, or null when any will do. */
  readonly fixed_batch: number | null;
  /** Rows in every call: the fixed batch, else the service's standard one. */
  readonly batch: number;
  /** Rows per second of one runner at that batch, measured at admission. */
  readonly rate: number;
  /** Things the client should know, in words (for example: a fixed batch of 1 is slower). */
  readonly notes: readonly string[];
  /** What was found out besides for some methods; absent in models that an older release admitted. */
  readonly examined?: Examined;
}

export const roleOf = ({ role }: Pick<ModelFacts, 'role'>): Role => role ?? 'classifier';

/**
 * Whether the model can be put in front of another. A flat one that answers as many scores as it takes values may be meant
 * either way: it is admitted as a classifier, and taken for a denoiser where a job names it as one.
 */
export const canDenoise = ({
  role,
  sample_shape: shape,
  classes,
}: Pick<ModelFacts, 'role' | 'sample_shape' | 'classes'>): boolean =>
  role === 'denoiser' || (shape.length === 1 && shape[0] === classes);

/** By method, what its examination of a model found, and which version of it looked. */
export type Examined = Readonly<
  Record<string, { readonly version: number; readonly obstacles: readonly Obstacle[] }>
>;

export interface Model {
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly declared: Declaration;
  readonly facts: ModelFacts;
  readonly created_at: string;
}
