export const FORMATS = ['npz', 'npy', 'idx', 'cifar10', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What a client declares about an upload; null where nothing was said. */
export interface DatasetDeclaration {
  readonly name: string;
  readonly format: Format | null;
  /** Stored value × scale = model input. */
  readonly scale: number;
  /** How the samples lie in the file; they are kept as NCHW. */
  readonly layout: 'NCHW' | 'NHWC';
  /** Names of the arrays in an .npz; null: recognised (images/labels, x/y, …). */
  readonly samples_key: string | null;
  readonly labels_key: string | null;
}

/** One uploaded part: `file` holds the samples (or both), `labels` the labels where they come apart. */
export interface DatasetPart {
  readonly part: 'file' | 'labels';
  readonly filename: string | null;
  readonly digest: string;
  readonly size: number;
}

export interface DatasetFacts {
  readonly format: Format;
  readonly count: number;
  /** Shape of one sample: channels first. */
  readonly shape: readonly number[];
  /** Smallest and largest value, after scaling. */
  readonly range: readonly [number, number];
  /** Coarsest step of which all values are whole multiples: the scale for integers, 1/255 and the like when seen; else null. */
  readonly grid: number | null;
  /** Samples per label; empty when there are no labels. */
  readonly labels: Readonly<Record<string, number>>;
}

export interface Dataset {
  readonly id: string;
  /** Digest of the canonical form, which is kept as a blob. */
  readonly digest: string;
  readonly size: number;
  readonly declared: DatasetDeclaration;
  readonly parts: readonly DatasetPart[];
  readonly facts: DatasetFacts;
  readonly created_at: string;
}
