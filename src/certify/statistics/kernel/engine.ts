/** A memory of whole pages of 65,536 bytes. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What the JavaScript engine offers of WebAssembly, as far as it is used: Node's types leave it out. */
interface Engine {
  readonly Memory: new (pages: { initial: number; maximum: number }) => Memory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { host: { memory: Memory } },
  ) => { readonly exports: unknown };
}

/** Throws where there is none: JavaScript engines can be told to do without. */
export function engine(): Engine {
  const { WebAssembly: found } = globalThis as unknown as { WebAssembly?: Engine };
  if (!found) throw new Error('there is no WebAssembly here');
  return found;
}
