import { fault, refuse, together } from './faults.ts';
import { ungzipped } from './gzip.ts';
import type { DatasetPart } from './dataset.ts';
import type { Fault } from '../errors.ts';
import type { DatasetLimits } from './limits.ts';

export interface Part {
  readonly part: DatasetPart['part'];
  readonly filename: string | null;
  readonly bytes: Uint8Array;
}

/** The parts of one upload, each at most once, without gzip around them. */
export interface Upload {
  readonly file: Part;
  readonly labels: Part | null;
}

export function uploadOf(parts: readonly Part[], limits: DatasetLimits): Upload {
  const faults: Fault[] = [];
  const [file, labels] = (['file', 'labels'] as const).map((name) => {
    const found = parts.filter(({ part }) => part === name);
    if (found.length > 1) faults.push(repeated(name, found.length));
    if (found[0]?.bytes.length === 0) faults.push(fault('part_empty', `the part is empty`, `/${name}`));
    return found[0] ?? null;
  });
  if (!file)
    faults.push(fault('part_missing', 'the part `file`, which holds the samples, is missing', '/file'));
  if (!file || faults.length > 0) return refuse(...faults);
  const [samples, targets] = together(
    () => ungzipped(file, limits),
    () => labels && ungzipped(labels, limits),
  );
  return { file: samples, labels: targets ?? null };
}

const repeated = (name: string, times: number) =>
  fault('part_repeated', `the part was sent ${times} times; it is read once`, `/${name}`);
