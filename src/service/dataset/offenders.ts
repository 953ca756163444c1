import type { Fault } from '../errors.ts';
import { andMore, fault, type DatasetFaultCode } from './faults.ts';

/**
 * Faults that many samples can share: of each kind the first is told in full, the rest are counted.
 * A million bad labels are one fault, not a million.
 */
export class Offenders {
  readonly #kinds = new Map<
    string,
    { code: DatasetFaultCode; message: string; pointer: string; more: number }
  >();

  /** `kind` tells apart what `code` does not. */
  add(code: DatasetFaultCode, message: string, pointer: string, kind = ''): void {
    const known = this.#kinds.get(code + kind);
    if (known) known.more++;
    else this.#kinds.set(code + kind, { code, message, pointer, more: 0 });
  }

  get faults(): readonly Fault[] {
    return [...this.#kinds.values()].map(({ code, message, pointer, more }) =>
      fault(code, message + andMore(more), pointer),
    );
  }
}
