import type { Fault } from '../errors.ts';
import { andMore, fault, type DatasetFaultCode } from './faults.ts';

/** Faults of one kind that are listed, each with its own pointer. */
const LISTED = 20;

interface Told {
  readonly code: DatasetFaultCode;
  readonly message: string;
  readonly pointer: string;
  more: number;
}

interface Kind {
  readonly code: DatasetFaultCode;
  readonly told: Map<string, Told>;
  more: number;
}

/**
 * Faults that many samples can share. Of those at one place the first is told and the rest are counted; of those at
 * places of their own the first twenty of a kind are told. A million bad labels are a handful of faults, and what
 * is only counted costs nothing: no message is made for it.
 */
export class Offenders {
  readonly #root: string;
  readonly #kinds = new Map<string, Kind>();
  readonly #told: Told[] = [];

  /** `root`: what a count of further faults points to. */
  constructor(root: string) {
    this.#root = root;
  }

  /** `name` tells apart what `code` does not. */
  add(code: DatasetFaultCode, pointer: string, message: () => string, name = ''): void {
    const kind = this.#kind(code, name);
    if (kind.told.size >= LISTED) {
      kind.more++;
      return;
    }
    const known = kind.told.get(pointer);
    if (known) {
      known.more++;
      return;
    }
    const told = { code, message: message(), pointer, more: 0 };
    kind.told.set(pointer, told);
    this.#told.push(told);
  }

  get faults(): readonly Fault[] {
    const told = this.#told.map(({ code, message, pointer, more }) =>
      fault(code, message + andMore(more), pointer),
    );
    const rest = [...this.#kinds.values()]
      .filter(({ more }) => more > 0)
      .map(({ code, told, more }) =>
        fault(code, `and ${more} more like "${[...told.values()][0]!.message}"`, this.#root),
      );
    return [...told, ...rest];
  }

  #kind(code: DatasetFaultCode, name: string): Kind {
    const key = code + name;
    const known = this.#kinds.get(key);
    if (known) return known;
    const kind: Kind = { code, told: new Map(), more: 0 };
    this.#kinds.set(key, kind);
    return kind;
  }
}
