import type { Label } from '../../check/flaw.ts';

/** One thing for which a classifier has no canonical form. */
export interface Obstacle extends Partial<Label> {
  readonly code: ObstacleCode;
  readonly message: string;
}

export type ObstacleCode =
  /** No rule says what the node is in operator set 21. */
  | 'operator_unsupported'
  /** A value between input and output is not one block of rows for each sample. */
  | 'batch_axis'
  /** A size follows from what the input holds, not from its shape. */
  | 'size_dynamic'
  /** The output does not depend on the input. */
  | 'output_constant'
  /** The engine does not run the graph, or not with its inner values as outputs. */
  | 'trace_failed';

/** Thrown with everything that stands in the way, at once. */
export class Unsupported extends Error {
  readonly obstacles: readonly Obstacle[];

  constructor(obstacles: readonly Obstacle[]) {
    super(obstacles.map(({ message }) => message).join('; '));
    this.name = 'Unsupported';
    this.obstacles = obstacles;
  }
}

/** Throws when there are obstacles. */
export function assertNone(obstacles: readonly Obstacle[]): void {
  if (obstacles.length > 0) throw new Unsupported(obstacles);
}
