const MOST_AXES = 8;

export interface Flattened {
  readonly values: readonly number[];
  readonly shape: readonly number[];
}

/** Numbers nested in lists, row-major with their shape; or what is wrong with them, as the rest of a sentence. */
export function flattened(data: unknown): Flattened | string {
  const shape: number[] = [];
  for (let at = data; Array.isArray(at); at = at[0]) {
    shape.push(at.length);
    if (shape.length > MOST_AXES) return `is nested deeper than ${MOST_AXES} lists`;
  }
  if (shape.length === 0) return 'is not a list of numbers';
  if (shape.includes(0)) return 'holds an empty list';
  const values: number[] = [];
  const wrong = collect(data as readonly unknown[], shape, values);
  return wrong ?? { values, shape };
}

function collect(list: readonly unknown[], shape: readonly number[], values: number[]): string | null {
  const [length, ...inner] = shape;
  if (list.length !== length) return `is ragged: lists of ${length} and of ${list.length} stand side by side`;
  for (const one of list) {
    if (inner.length === 0) {
      if (typeof one !== 'number' || !Number.isFinite(one))
        return `holds ${kind(one)} where a number is expected`;
      values.push(one);
    } else {
      if (!Array.isArray(one)) return `holds ${kind(one)} where a list of ${inner[0]} is expected`;
      const wrong = collect(one, inner, values);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
