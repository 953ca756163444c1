import { readJson } from './files.ts';

/** A network of a few weights on which a careless verifier answers wrongly. */
export interface Trap {
  readonly name: string;
  readonly why: string;
  /** Paths. */
  readonly network: string;
  readonly property: string;
  /** `sat`, `unsat`, or words that begin with it; else `error`, `undefined`, `depends`. */
  readonly real: string;
  /** The same of the float32 program. Nothing whose deployed verdict is `sat` may ever be certified. */
  readonly deployed: string;
  readonly candidates: readonly Candidate[];
}

/** A point worth trying, not always inside the box. */
export interface Candidate {
  readonly input: Float32Array;
  /** What the engine gave for it; null stands for what JSON cannot say: an infinity or NaN. */
  readonly outputs: readonly (number | null)[];
}

interface Expected {
  readonly name: string;
  readonly why: string;
  readonly verdict_real_arithmetic: string;
  readonly verdict_deployed_float32: string;
  readonly ort: readonly (readonly [readonly number[], readonly (number | null)[]])[];
}

const FOLDER = 'vnncomp/traps';

export const traps = (): readonly Trap[] =>
  (readJson(`${FOLDER}/expected.json`) as readonly Expected[]).map((expected) => ({
    name: expected.name,
    why: expected.why,
    network: `${FOLDER}/${expected.name}.onnx`,
    property: `${FOLDER}/${expected.name}.vnnlib`,
    real: expected.verdict_real_arithmetic,
    deployed: expected.verdict_deployed_float32,
    candidates: expected.ort.map(([input, outputs]) => ({ input: Float32Array.from(input), outputs })),
  }));
