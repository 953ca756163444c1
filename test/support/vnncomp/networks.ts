import { FAMILIES, list, read } from './files.ts';

/** A network that is read when it is asked for. */
export interface Network {
  /** Its path, which instances, witnesses, references and fixtures name it by. */
  readonly name: string;
  /** The folder of DATA that it belongs to. */
  readonly family: string;
  bytes(): Uint8Array;
}

/** Networks that answer in the shape of their input: they are admitted, but as denoisers. */
export const IMAGE_TO_IMAGE = /layer-zoo\/(batchnorm|conv)\.onnx|split_5d.*concat/;

/** Folders of models that were trained for this project. */
export const OWN = ['digits', 'mnist', 'cifar10'];

/** Every network there is, in order of the names. */
export const networks = (families: readonly string[] = [...FAMILIES, ...OWN]): readonly Network[] =>
  families.flatMap((family) =>
    list(family, '.onnx').map((name) => ({ name, family, bytes: () => read(name) })),
  );
