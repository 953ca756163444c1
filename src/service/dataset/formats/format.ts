import type { NumericArray } from '../array.ts';
import type { DatasetDeclaration, Format } from '../dataset.ts';
import type { Layout } from '../layout.ts';
import type { DatasetLimits } from '../limits.ts';
import type { Places } from '../place.ts';
import type { Upload } from '../upload.ts';

/** What a format makes of an upload: arrays as they lie there; values and labels are examined later. */
export interface Samples {
  /** First axis: the samples. */
  readonly values: NumericArray;
  /** Shape of one sample, in `layout`. Its product is that of the other axes of `values`. */
  readonly shape: readonly number[];
  readonly layout: Layout;
  readonly labels: NumericArray | null;
  readonly places: Places;
}

/** One way to lay out samples in files. */
export interface DatasetFormat {
  readonly name: Format;
  /** For a message: "the bytes are <title>". */
  readonly title: string;
  /** From the bytes alone; file names say nothing. */
  recognises(upload: Upload): boolean;
  /** Throws Refusal('dataset_refused') with every fault that can be told at this point; also when not recognised. */
  read(upload: Upload, declaration: DatasetDeclaration, limits: DatasetLimits): Samples;
}
