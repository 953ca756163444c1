import { join } from 'node:path/posix';
import { exists, readText } from './files.ts';

/** A counterexample that was replayed in the engine. A certificate for it is a bug, whatever the method. */
export interface Witness {
  readonly network: string;
  readonly property: string;
  /** Who found it. */
  readonly source: string;
  /** It was moved into the box after it was found. */
  readonly clipped: boolean;
  /** By how much the outputs violate the claim. */
  readonly margin: number;
  readonly input: Float32Array;
  /** What the engine gave for it then. */
  readonly outputs: Float32Array;
}

interface Line {
  readonly network: string;
  readonly property: string;
  readonly source: string;
  readonly clipped_to_box: boolean;
  readonly margin: number;
  readonly X: readonly number[];
  readonly Y_onnxruntime: readonly number[];
}

/** The witnesses of a family; none for a family that has no such file. */
export function witnesses(family: string): readonly Witness[] {
  const file = `${family}/witnesses.jsonl`;
  if (!exists(file)) return [];
  const lines = readText(file)
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { network, property, source, clipped_to_box, margin, X, Y_onnxruntime } = JSON.parse(line) as Line;
    return {
      network: join(family, network),
      property: join(family, property),
      source,
      clipped: clipped_to_box,
      margin,
      input: Float32Array.from(X),
      outputs: Float32Array.from(Y_onnxruntime),
    };
  });
}
