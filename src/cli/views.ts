/** Of what the service answers, the parts that are shown here. */
export interface JobView {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly done: number; readonly total: number; readonly eta_seconds: number | null };
  readonly model: string;
  readonly dataset: string;
  readonly method: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly created_at: string;
  readonly finished_at: string | null;
  /** The conditions on it, where there are any. */
  readonly gate?: unknown;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly faults?: readonly { readonly code: string; readonly message: string }[];
  } | null;
}

export interface ModelView {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly sample_shape: readonly number[];
  readonly class_count: number;
  readonly parameters: number;
  readonly created_at: string;
  readonly notes: readonly string[];
  readonly methods: Readonly<
    Record<
      string,
      { readonly supported: boolean; readonly reasons?: readonly { readonly message: string }[] }
    >
  >;
}

export interface DatasetView {
  readonly id: string;
  readonly name: string;
  readonly format: string;
  readonly count: number;
  readonly shape: readonly number[];
  readonly range: readonly number[];
  readonly created_at: string;
}

export interface SummaryView {
  readonly job: string;
  readonly status: string;
  readonly samples: number;
  readonly clean_accuracy: number | null;
  readonly base_accuracy: number | null;
  readonly certified: number;
  readonly predicted: number;
  readonly abstained: number;
  readonly undecided: number;
  readonly average_certified_radius: number | null;
  readonly norm: string | null;
  readonly certified_accuracy: readonly {
    readonly radius: number;
    readonly value: number | null;
    readonly proved: number | null;
  }[];
  readonly statement: { readonly text: string };
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_cursor: string | null;
}

export const TERMINAL = ['succeeded', 'failed', 'canceled', 'expired'];
export const hasEnded = ({ status }: Pick<JobView, 'status'>): boolean => TERMINAL.includes(status);
