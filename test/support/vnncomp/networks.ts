import { FAMILIES, list, read } from './files.ts';

/** A network that is read when it is asked for. */
export interface Network {
  /** Its path, which instances, witnesses, references and fixtures name it by. */
  readonly name: string;
  /** The folder of DATA that it belongs to. */
  readonly family: string;
  bytes(): Uint8Array;
}

/** Folders of models that were trained for this project. */
export const OWN = ['digits', 'mnist', 'cifar10'];

/** Every network there is, in order of the names. */
export const networks = (families: readonly string[] = [...FAMILIES, ...OWN]): readonly Network[] =>
  families.flatMap((family) =>
    list(family, '.onnx').map((name) => ({ name, family, bytes: () => read(name) })),
  );
