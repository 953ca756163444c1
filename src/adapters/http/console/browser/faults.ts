import type { Fault } from './api.ts';

export interface Placed {
  /** Messages by the pointer of the field that they are about. */
  readonly at: ReadonlyMap<string, readonly string[]>;
  /** Those that are about no field that is shown. */
  readonly rest: readonly Fault[];
}

/** Puts each fault to the field that its pointer names, or to the nearest one around it. */
export function place(faults: readonly Fault[], pointers: readonly string[]): Placed {
  const at = new Map<string, string[]>();
  const rest: Fault[] = [];
  for (const fault of faults) {
    const pointer = nearest(fault.pointer ?? '', pointers);
    if (pointer === null) rest.push(fault);
    else at.set(pointer, [...(at.get(pointer) ?? []), fault.message]);
  }
  return { at, rest };
}

function nearest(named: string, pointers: readonly string[]): string | null {
  const around = pointers.filter((pointer) => named === pointer || named.startsWith(`${pointer}/`));
  return around.sort((a, b) => b.length - a.length)[0] ?? null;
}
