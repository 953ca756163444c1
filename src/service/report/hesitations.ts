import type { Row } from '../job.ts';

/** How often samples with one label ended without a proof, with one class in the way. */
export interface Hesitation {
  /** Null without labels. */
  readonly label: number | null;
  /**
   * Of a method that votes, the class that most votes were for; of one that bounds, the class that could not be ruled out.
   * Null where no class stood out.
   */
  readonly other: number | null;
  readonly count: number;
}

/** Counts the samples of which nothing is proved, by label and by what stood in the way. */
export class Hesitations {
  readonly #counts = new Map<number | null, Map<number | null, number>>();

  add({ label, verdict, evidence }: Pick<Row, 'label' | 'verdict' | 'evidence'>): void {
    if (verdict === 'certified' || verdict === 'predicted') return;
    const other = verdict === 'abstained' ? evidence['candidate'] : evidence['runner_up'];
    const key = typeof other === 'number' ? other : null;
    const of = this.#counts.get(label) ?? new Map<number | null, number>();
    this.#counts.set(label, of.set(key, (of.get(key) ?? 0) + 1));
  }

  /** How many pairs there are. */
  get pairs(): number {
    return [...this.#counts.values()].reduce((sum, of) => sum + of.size, 0);
  }

  /** The most frequent first. */
  list(): Hesitation[] {
    return [...this.#counts]
      .flatMap(([label, of]) => [...of].map(([other, count]) => ({ label, other, count })))
      .sort((a, b) => b.count - a.count || order(a.label, b.label) || order(a.other, b.other));
  }
}

const order = (a: number | null, b: number | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b;
