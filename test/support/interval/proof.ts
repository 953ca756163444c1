import type { IntervalOptions } from '../../../src/certify/certifiers/interval/network.ts';
import { floatBox, type Box } from '../vnncomp/box.ts';
import { classification, rivalriesOf } from '../vnncomp/classification.ts';
import { parseProperty, type Case, type Property } from '../vnncomp/vnnlib.ts';
import { readText } from '../vnncomp/files.ts';
import { boxProgram, certifies } from './margins.ts';
import { compiled } from './network.ts';

/** On the box, the label wins against all the rivals. */
export interface Lemma {
  readonly box: Box;
  readonly label: number;
  readonly rivals: readonly number[];
}

/** Each list holds one lemma that is true, if the property is robust: one is enough. Null where margins say nothing of it. */
type Proof = readonly (readonly Lemma[])[];

function proofOf(property: Property): Proof | null {
  const claim = classification(property);
  if (claim) return [[claim]];
  const cases = property.cases.map(lemmasOf);
  return cases.every((lemmas) => lemmas !== null) ? cases : null;
}

/** A counterexample of the case needs all of its inequalities, so that to deny one is enough. */
const lemmasOf = (one: Case): readonly Lemma[] | null =>
  rivalriesOf(one)?.map(({ label, rival }) => ({ box: one, label, rivals: [rival] })) ?? null;

/**
 * Which of the properties, by their paths, are proved for float32 inputs of their boxes, by the certifier's own decision on
 * margins of the network.
 */
export async function proved(
  network: string,
  properties: readonly string[],
  arithmetic: IntervalOptions['arithmetic'] = 'float32',
): Promise<ReadonlySet<string>> {
  const proofs = properties.map((path) => ({ path, proof: proofOf(parseProperty(readText(path))) }));
  const lemmas = proofs.flatMap(({ proof }) => proof?.flat() ?? []);
  if (lemmas.length === 0) return new Set();
  const reach = lemmas.reduce((most, { box }) => Math.max(most, reachOf(box)), 0);
  const program = await boxProgram(await compiled(network), { arithmetic, reach });
  const margins = await program.margins(lemmas.map(({ box, label }) => ({ ...floatBox(box), label })));
  await program.release();
  const holds = new Set(lemmas.filter(({ label, rivals }, i) => certifies(margins[i]!, label, rivals)));
  const isProved = (proof: Proof | null) =>
    proof !== null && proof.length > 0 && proof.every((some) => some.some((lemma) => holds.has(lemma)));
  return new Set(proofs.filter(({ proof }) => isProved(proof)).map(({ path }) => path));
}

const reachOf = ({ lower, upper }: Box): number =>
  [lower, upper].reduce((most, ends) => ends.reduce((so, end) => Math.max(so, Math.abs(end)), most), 0);
