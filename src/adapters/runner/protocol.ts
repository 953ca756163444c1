import type { RefusalCode, Fault } from '../../service/errors.ts';
import type { Report, Task } from '../../service/task.ts';

/** Parent to runner: one task at a time. */
export interface Request {
  readonly id: number;
  readonly task: Task;
}

/** Runner to parent. Exactly one of `answer`, `refused`, `failed` ends a request. */
export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly id: number; readonly report: Report }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly code: RefusalCode;
      readonly detail: string;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
