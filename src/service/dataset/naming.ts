import type { Fault } from '../errors.ts';
import type { DatasetDeclaration } from './dataset.ts';
import { fault, quoted, refuse, type DatasetFaultCode } from './faults.ts';

export interface Naming {
  readonly samples: string;
  readonly labels: string | null;
}

/** Samples and labels under the names that people give them. Of train and test, the test half is meant. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['images', 'labels'],
  ['image', 'label'],
  ['x', 'y'],
  ['X', 'Y'],
  ['X', 'y'],
  ['x_test', 'y_test'],
  ['X_test', 'Y_test'],
  ['X_test', 'y_test'],
  ['test_images', 'test_labels'],
  ['data', 'target'],
  ['data', 'targets'],
  ['data', 'labels'],
  ['inputs', 'targets'],
  ['inputs', 'labels'],
  ['features', 'labels'],
  ['samples', 'labels'],
  ['arr_0', 'arr_1'],
];

type Keys = Pick<DatasetDeclaration, 'samples_key' | 'labels_key'>;
const SAMPLES = '/metadata/samples_key';
const LABELS = '/metadata/labels_key';

/**
 * Which of the arrays in an archive are the samples and the labels: as declared, else by the usual names, else the
 * only way there is. When more than one way is open nothing is guessed: the fault lists the arrays.
 */
export function chooseArrays(names: readonly string[], keys: Keys): Naming {
  refuseUnknown(names, keys);
  const found = candidates(names, keys);
  if (found.length === 1) return found[0]!;
  const open = keys.samples_key === null ? ['samples_key', SAMPLES] : ['labels_key', LABELS];
  const [code, why]: [DatasetFaultCode, string] =
    found.length === 0
      ? ['array_missing', 'which arrays hold the samples and the labels is not clear from their names']
      : ['array_ambiguous', `the arrays can be read in ${found.length} ways`];
  return refuse(fault(code, `${why}; declare ${open[0]}. ${holdings(names)}`, open[1]));
}

function refuseUnknown(names: readonly string[], { samples_key, labels_key }: Keys): void {
  const faults: Fault[] = [];
  for (const [key, pointer] of [
    [samples_key, SAMPLES],
    [labels_key, LABELS],
  ] as const) {
    if (key === null || names.includes(key)) continue;
    faults.push(
      fault('array_missing', `the archive has no array ${quoted(key)}. ${holdings(names)}`, pointer),
    );
  }
  if (faults.length > 0) refuse(...faults);
}

function candidates(names: readonly string[], { samples_key, labels_key }: Keys): readonly Naming[] {
  if (samples_key !== null && labels_key !== null) return [{ samples: samples_key, labels: labels_key }];
  const usual = PAIRS.filter(
    ([samples, labels]) =>
      (samples_key === null ? names.includes(samples) : samples === samples_key) &&
      (labels_key !== null || names.includes(labels)),
  ).map(([samples, labels]) => ({ samples, labels: labels_key ?? labels }));
  return usual.length > 0 ? distinct(usual) : only(names, labels_key);
}

/** A single array is the samples, without labels; beside the declared labels it is the only other one. */
function only(names: readonly string[], labels: string | null): readonly Naming[] {
  const others = names.filter((name) => name !== labels);
  return others.length === 1 ? [{ samples: others[0]!, labels }] : [];
}

const distinct = (namings: readonly Naming[]): readonly Naming[] => [
  ...new Map(namings.map((one) => [JSON.stringify([one.samples, one.labels]), one])).values(),
];

function holdings(names: readonly string[]): string {
  if (names.length === 0) return 'It holds no array: no entry is named *.npy';
  const shown = names.slice(0, 20).map(quoted).join(', ');
  return `It holds ${shown}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`;
}
