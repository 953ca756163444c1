import type { DatasetDeclaration } from './dataset.ts';
import { fault, refuse } from './faults.ts';
import { DATASET_FORMATS } from './formats/index.ts';
import type { DatasetFormat } from './formats/format.ts';
import type { Upload } from './upload.ts';

/**
 * The format of an upload: the declared one, unless the bytes are plainly in another; else the first that
 * recognises them. A declared format that does not recognise its bytes is left to say itself what is wrong.
 */
export function recognise(upload: Upload, { format }: Pick<DatasetDeclaration, 'format'>): DatasetFormat {
  const declared = format && DATASET_FORMATS[format];
  if (declared?.recognises(upload)) return declared;
  const found = Object.values(DATASET_FORMATS).find((one) => one.recognises(upload));
  if (declared && found) {
    const message = `declared is ${declared.name}, ${declared.title}; the bytes are ${found.title} (${found.name})`;
    return refuse(fault('format_disagrees', message, '/metadata/format'));
  }
  return declared ?? found ?? refuse(unrecognised(upload));
}

function unrecognised({ file: { bytes } }: Upload) {
  const known = Object.values(DATASET_FORMATS).map(({ name }) => name);
  const foreign = FOREIGN.find(({ begins, at = 0 }) => begins.every((byte, i) => bytes[at + i] === byte));
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('hex');
  const seen = foreign ? `they are ${foreign.title}` : `they begin with ${start}`;
  return fault(
    'format_unrecognised',
    `the bytes are in none of the formats ${known.join(', ')}: ${seen}`,
    '/file',
  );
}

interface Foreign {
  readonly title: string;
  readonly begins: readonly number[];
  readonly at?: number;
}

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

/** Formats that people try, told by name. */
const FOREIGN: readonly Foreign[] = [
  { title: 'a tar archive; upload the file inside', begins: ascii('ustar'), at: 257 },
  { title: 'a Python pickle, which is never opened; save with numpy.savez', begins: [0x80, 2] },
  { title: 'a Python pickle, which is never opened; save with numpy.savez', begins: [0x80, 3] },
  { title: 'a Python pickle, which is never opened; save with numpy.savez', begins: [0x80, 4] },
  { title: 'a Python pickle, which is never opened; save with numpy.savez', begins: [0x80, 5] },
  { title: 'an HDF5 file; save with numpy.savez', begins: ascii('\x89HDF') },
  { title: 'a PNG image; collect the images in an .npz', begins: ascii('\x89PNG') },
  { title: 'a JPEG image; collect the images in an .npz', begins: [0xff, 0xd8, 0xff] },
  { title: 'a Parquet file; save with numpy.savez', begins: ascii('PAR1') },
  { title: 'a bzip2 archive; unpack it first', begins: ascii('BZh') },
  { title: 'an xz archive; unpack it first', begins: ascii('\xfd7zXZ') },
  { title: 'a JSON list; write {"inputs": […]}', begins: ascii('[') },
];
