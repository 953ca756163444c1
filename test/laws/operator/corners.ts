import type { Range } from './compiled.ts';

/** The operator in the engine: points of all boxes to results of all boxes. */
export type Run = (x: Float32Array) => Promise<Float32Array>;

/**
 * Corners of all boxes that lie far out: for every number of the result, the corner where each number of the sample is at the end
 * that makes it larger, seen from the centre, and the opposite one. What is monotone in every number of the sample takes its
 * extremes there.
 */
export async function corners(box: Range, rows: number, run: Run): Promise<readonly Float32Array[]> {
  const rising = await directions(box, rows, run);
  const size = box.lower.length / rows;
  const cornerOf = (j: number, up: boolean) =>
    box.lower.map((low, at) =>
      rising.of(Math.floor(at / size), at % size, j) === up ? box.upper[at]! : low,
    );
  return Array.from({ length: rising.width }, (_, j) => [cornerOf(j, true), cornerOf(j, false)]).flat();
}

interface Directions {
  /** Numbers in the result of one sample. */
  readonly width: number;
  /** Whether number j of the result rises with number i of the sample. */
  of(row: number, i: number, j: number): boolean;
}

async function directions({ lower, upper }: Range, rows: number, run: Run): Promise<Directions> {
  const size = lower.length / rows;
  const centre = lower.map((low, at) => low + (upper[at]! - low) / 2);
  const moved = (i: number, end: Float32Array) =>
    run(centre.map((x, at) => (at % size === i ? end[at]! : x)));
  const rises: boolean[][] = [];
  for (let i = 0; i < size; i++) {
    const [low, high] = [await moved(i, lower), await moved(i, upper)];
    rises.push(Array.from(high, (result, at) => result >= low[at]!));
  }
  const width = rises[0]!.length / rows;
  return { width, of: (row, i, j) => rises[i]![row * width + j]! };
}
