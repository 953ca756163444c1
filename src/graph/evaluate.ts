import type { Tensor } from './tensor.ts';

export type Feeds = Readonly<Record<string, Tensor>>;

/** What runs a program, recorded with every result: two results are comparable bit by bit when these agree. */
export interface EngineProvenance {
  readonly engine: string;
  readonly version: string;
  readonly provider: string;
  readonly threads: number;
  readonly optimization: string;
  readonly platform: string;
  /** Left out by releases that did not look. */
  readonly cpu?: Cpu;
}

/** What of the processor an engine chooses its kernels by: the same, and they round alike. Never the name of a machine. */
export interface Cpu {
  /** Instruction sets, in alphabetical order; null where the system does not tell them. */
  readonly features: readonly string[] | null;
  /** What the processor is sold as, where its features are not known; null where that is not known either. */
  readonly model: string | null;
}

/** A graph made ready to run. Outputs are keyed by name; rejects with an Error when the engine fails. */
export interface Program {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  run(feeds: Feeds): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

/** The port to an engine: ONNX bytes (or the path of a file that holds them) become a program. */
export interface Evaluator {
  readonly provenance: EngineProvenance;
  load(model: Uint8Array | string): Promise<Program>;
}
