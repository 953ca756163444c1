import { fault, refuse } from '../faults.ts';
import { readInputs } from '../inputs.ts';
import type { DatasetLimits } from '../limits.ts';
import type { DatasetFormat } from './format.ts';

/** A handful of samples as JSON text, in the words of a job's `inputs`. */
export const json: DatasetFormat = {
  name: 'json',
  title: 'a JSON document',
  recognises: ({ file }) => firstCharacter(file.bytes) === '{',
  read({ file, labels }, { layout }, limits) {
    if (labels) {
      refuse(fault('part_unexpected', 'JSON inputs hold their labels; send no part `labels`', '/labels'));
    }
    return readInputs(parsed(file.bytes, limits), { layout, root: '/file', taker: null });
  },
};

/** The first character that is not white space; a byte order mark is skipped by the decoder. */
const firstCharacter = (bytes: Uint8Array): string | undefined =>
  new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart()[0];

function parsed(bytes: Uint8Array, limits: DatasetLimits): unknown {
  if (bytes.length > limits.json) {
    const message = `the document has ${bytes.length} bytes; at most ${limits.json} are read. Upload an .npz instead`;
    return refuse(fault('json_too_large', message, '/file'));
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it is not UTF-8 text';
    return refuse(fault('json_malformed', `the document cannot be read: ${why}`, '/file'));
  }
}
