const MOST_AXES = 8;

export interface Flattened {
  readonly values: readonly number[];
  readonly shape: readonly number[];
}

/**
 * Numbers nested in lists, row-major with their shape; or what is wrong with them, as the rest of a sentence.
 * The first list of every level promises the shape, and `misfit` may refuse it before a value is looked at. What
 * breaks the promise ends the reading: it takes no more steps, and no more memory, than there are values.
 */
export function flattened(
  data: unknown,
  misfit: (shape: readonly number[]) => string | null = () => null,
): Flattened | string {
  const shape: number[] = [];
  for (let at = data; Array.isArray(at); at = at[0]) {
    shape.push(at.length);
    if (shape.length > MOST_AXES) return `is nested deeper than ${MOST_AXES} lists`;
  }
  if (shape.length === 0) return 'is not a list of numbers';
  if (shape.includes(0)) return 'holds an empty list';
  const unfit = misfit(shape);
  if (unfit !== null) return unfit;
  const values: number[] = [];
  const wrong = collect(data as readonly unknown[], shape, values);
  return wrong ?? { values, shape };
}

interface Level {
  readonly list: readonly unknown[];
  next: number;
}

/** Walks the lists with a stack of its own, as deep as the shape is long. */
function collect(data: readonly unknown[], shape: readonly number[], values: number[]): string | null {
  const open: Level[] = [];
  let wrong = enter(data, shape, open);
  while (wrong === null && open.length > 0) {
    const level = open.at(-1)!;
    if (open.length === shape.length) {
      wrong = take(level.list, values);
      open.pop();
    } else if (level.next === level.list.length) open.pop();
    else wrong = enter(level.list[level.next++], shape, open);
  }
  return wrong;
}

function enter(list: unknown, shape: readonly number[], open: Level[]): string | null {
  const length = shape[open.length]!;
  if (!Array.isArray(list)) return `holds ${kind(list)} where a list of ${length} is expected`;
  if (list.length !== length) return `is ragged: lists of ${length} and of ${list.length} stand side by side`;
  open.push({ list, next: 0 });
  return null;
}

function take(list: readonly unknown[], values: number[]): string | null {
  for (const one of list) {
    if (typeof one !== 'number' || !Number.isFinite(one))
      return `holds ${kind(one)} where a number is expected`;
    values.push(one);
  }
  return null;
}

/** A value in the words of JSON; never its content, which may be long or deep. */
export function kind(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
