import type { MethodName, MethodSettled } from '../certifiers/index.ts';
import type { Summary } from '../summary.ts';
import type { OutcomeLedger } from './ledger.ts';
import type { Certificate } from './schema.ts';

/** What was certified, as far as a certificate says it. */
export interface Subject {
  readonly model: Certificate['model'];
  readonly denoiser: NonNullable<Certificate['denoiser']> | null;
  readonly dataset: Omit<Certificate['dataset'], 'samples'>;
}

/** Everything that a certificate is made of: a finished job, and what is known of what it was made of. */
export interface Facts<Method extends MethodSettled = MethodSettled> {
  readonly subject: Subject;
  readonly samples: Certificate['dataset']['samples'];
  readonly method: Method;
  readonly seed: Omit<Certificate['seed'], 'derivation'>;
  readonly provenance: Certificate['provenance'];
  readonly ledger: OutcomeLedger;
  readonly summary: Summary;
}

/** A method with every default filled in. */
export type SettledOf<Name extends MethodName> = Extract<MethodSettled, { name: Name }>;

/** How a method's results are put into words. */
export interface Wording<Method extends MethodSettled> {
  claim(facts: Facts<Method>): Certificate['claim'];
  specification(method: Method): Certificate['specification'];
  /** What the seed is the key of, in a sentence. */
  readonly key: string;
  /** What must be known to read the claim rightly and follows from the method, its parameters or its rows. */
  caveats(facts: Facts<Method>): readonly string[];
}
