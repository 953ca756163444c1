import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * The data that acceptance tests read: it lies beside the project, not in it. All paths in this folder are relative
 * to it, and name a file without the `.gz` that it may have there.
 */
export const DATA = join(import.meta.dirname, '../../../../shared/data');

/** The competition's families: folders of DATA. */
export const FAMILIES = [
  ...['acasxu', 'bounds', 'eran', 'lirpa_fixtures', 'marabou-cifar10', 'marabou_layer_zoo', 'mnist_fc'],
  ...['oval21', 'rl_benchmarks', 'test', 'traps', 'verivital', 'vnnlib2_syntax'],
].map((family) => `vnncomp/${family}`);

/** The file's bytes, unpacked when it is there as `path.gz`. Throws when there is neither. */
export function read(path: string): Uint8Array {
  const file = join(DATA, path);
  return existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
}

export const readText = (path: string): string => new TextDecoder().decode(read(path));

export const readJson = (path: string): unknown => JSON.parse(readText(path));

export const exists = (path: string): boolean =>
  existsSync(join(DATA, path)) || existsSync(join(DATA, `${path}.gz`));

/** Every file below the folder whose name, but for `.gz`, ends so; in order of their names. */
export function list(folder: string, ending: string): readonly string[] {
  return readdirSync(join(DATA, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replace(/\.gz$/, '').replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)
    .sort();
}
