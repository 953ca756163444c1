/** How much an upload may make of itself. Bytes as uploaded are limited before, while they stream in. */
export interface DatasetLimits {
  /** Bytes that one compressed part may unpack to, all its arrays together. */
  readonly unpacked: number;
  /** Unpacked ÷ packed bytes, where the unpacked ones are more than `slack`. */
  readonly ratio: number;
  readonly slack: number;
  /** Bytes of a JSON document: parsed, it takes twenty-five to sixty times its size in memory. */
  readonly json: number;
  readonly entries: number;
  readonly samples: number;
  readonly valuesPerSample: number;
  readonly distinctLabels: number;
}

export const DATASET_LIMITS: DatasetLimits = {
  unpacked: 1024 * 2 ** 20,
  ratio: 200,
  slack: 32 * 2 ** 20,
  json: 8 * 2 ** 20,
  entries: 1_000,
  samples: 10_000_000,
  valuesPerSample: 2 ** 24,
  distinctLabels: 50_000,
};

/** Labels are below this, whatever the model. */
export const LABEL_LIMIT = 1_000_000;

/** The most bytes that `packed` compressed bytes may become. */
export const ceiling = (packed: number, limits: DatasetLimits): number =>
  Math.min(limits.unpacked, Math.max(limits.slack, packed * limits.ratio));
