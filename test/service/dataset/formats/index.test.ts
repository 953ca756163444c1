import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../../src/service/dataset/dataset.ts';
import { DATASET_FORMATS } from '../../../../src/service/dataset/formats/index.ts';
import { DATASET_LIMITS } from '../../../../src/service/dataset/limits.ts';
import { base64, declaration, faultsOf, golden, upload } from '../uploads.ts';

const folder = new URL('../../../../src/service/dataset/formats/', import.meta.url);
const bytes: Readonly<Record<keyof typeof DATASET_FORMATS, Uint8Array>> = {
  npz: base64(golden.images.stored),
  npy: base64(golden.images.npy),
  idx: base64(golden.idx.planes),
  cifar10: new Uint8Array(3073),
  json: new TextEncoder().encode('{"inputs":[]}'),
};

describe('the table of formats', () => {
  it('has every name of the contract and every file of the folder', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    const members = files.filter((name) => name !== 'index.ts' && name !== 'format.ts');
    expect(Object.keys(DATASET_FORMATS)).toEqual([...FORMATS]);
    expect(members.map((name) => name.replace('.ts', '')).toSorted()).toEqual([...FORMATS].toSorted());
    for (const [name, format] of Object.entries(DATASET_FORMATS)) expect(format.name).toBe(name);
  });

  it('is documented', () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8');
    for (const name of FORMATS) expect(readme).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'));
  });

  describe.each(Object.values(DATASET_FORMATS))('$name', (format) => {
    it('recognises its own bytes and no other format’s', () => {
      const recognised = Object.entries(bytes).filter(([, content]) => format.recognises(upload(content)));
      expect(recognised.map(([name]) => name)).toEqual([format.name]);
    });

    it('refuses what is not its own, with a reason', () => {
      for (const [name, content] of Object.entries(bytes)) {
        if (name === format.name) continue;
        const faults = faultsOf(() => format.read(upload(content), declaration(), DATASET_LIMITS));
        for (const fault of faults) expect(fault.message.length).toBeGreaterThan(10);
      }
    });
  });
});
