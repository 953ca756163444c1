import { chooseArrays } from '../naming.ts';
import { fault, quoted, refuse, together } from '../faults.ts';
import { isZip, openZip } from '../zip.ts';
import type { DatasetFormat } from './format.ts';
import { readNpy } from './npy.ts';

const SUFFIX = '.npy';

/** numpy's archive of arrays: a zip, stored or deflated, with one .npy a name. */
export const npz: DatasetFormat = {
  name: 'npz',
  title: 'a zip archive (.npz)',
  recognises: ({ file }) => isZip(file.bytes),
  read({ file, labels }, declaration, limits) {
    if (labels) {
      refuse(fault('part_unexpected', 'an .npz holds samples and labels; send no part `labels`', '/labels'));
    }
    if (!isZip(file.bytes)) refuse(fault('archive_malformed', 'the bytes are not a zip archive', '/file'));
    const archive = openZip(file.bytes, limits);
    const entries = new Map(
      archive.entries
        .filter(({ name }) => name.endsWith(SUFFIX))
        .map((entry) => [entry.name.slice(0, -SUFFIX.length), entry]),
    );
    const titled = (name: string) => `array ${quoted(name)}`;
    const array = (name: string) => readNpy(archive.unpack(entries.get(name)!), titled(name), '/file');
    const place = (name: string | null) => ({
      pointer: '/file',
      ...(name === null ? {} : { prefix: `${titled(name)}: ` }),
    });
    const chosen = chooseArrays([...entries.keys()], declaration);
    const [values, targets] = together(
      () => array(chosen.samples),
      () => (chosen.labels === null ? null : array(chosen.labels)),
    );
    return {
      values,
      shape: values.dims.slice(1),
      layout: declaration.layout,
      labels: targets,
      places: { samples: place(chosen.samples), labels: place(chosen.labels) },
    };
  },
};
