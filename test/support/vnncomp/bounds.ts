import { list, readJson } from './files.ts';

/** Lower bounds of margins that another implementation computed in float64: for many images, one network and one ball. */
export interface Reference {
  /** The network's path. */
  readonly network: string;
  readonly norm: Norm;
  readonly epsilon: number;
  /** The L∞ box was cut to [0, 1]. */
  readonly clamped: boolean;
  readonly records: readonly MarginRecord[];
}

export type Norm = 'linf' | 'l2' | 'l1';
export type Method = 'IBP' | 'CROWN-IBP' | 'FastLin' | 'CROWN';

export interface MarginRecord {
  /** Which image of MNIST's test set. */
  readonly index: number;
  readonly label: number;
  /** At the image itself. */
  readonly logits: readonly number[];
  /** By method: Y_label − Y_rival is at least this, in the order of `rivals`. */
  readonly margins: Readonly<Partial<Record<Method, readonly number[]>>>;
  /** All classes but the label, ascending. */
  readonly rivals: readonly number[];
}

type RawRecord = { readonly [M in Method]?: readonly number[] } & {
  readonly index: number;
  readonly label: number;
  readonly logits: readonly number[];
};

interface RawReference {
  readonly model: string;
  readonly norm: 'inf' | 1 | 2;
  readonly eps: number;
  readonly clamp01: boolean;
  readonly records: readonly RawRecord[];
}

const FOLDER = 'vnncomp/bounds';
const NORMS = { inf: 'linf', 1: 'l1', 2: 'l2' } as const;

export const references = (): readonly Reference[] =>
  list(FOLDER, '.json').map((file) => {
    const { model, norm, eps, clamp01, records } = readJson(file) as RawReference;
    return {
      network: `${FOLDER}/${model}.onnx`,
      norm: NORMS[norm],
      epsilon: eps,
      clamped: clamp01,
      records: records.map(recordOf),
    };
  });

const recordOf = ({ index, label, logits, ...margins }: RawRecord): MarginRecord => ({
  index,
  label,
  logits,
  margins,
  rivals: logits.map((_, place) => place).filter((place) => place !== label),
});
