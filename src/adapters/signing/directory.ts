import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublicKey } from '../../service/ports.ts';
import { readPublicKeys } from './key.ts';

/** Where keys lie: `signing.pem`, made at first start, and in `public/` every key that ever signed here, by its name. */
export interface KeyDirectory {
  /** The private key as PEM; made when there is none. Of processes that start at once all get the same. */
  own(): Promise<string>;
  /** Keeps a public key, so that it stays listed after another has taken its place. */
  remember(key: PublicKey): Promise<void>;
  remembered(): Promise<readonly PublicKey[]>;
}

const OWNER_ONLY = { directory: 0o700, file: 0o600 };
const SUFFIX = '.jwk.json';

export function keyDirectory(path: string): KeyDirectory {
  const pem = join(path, 'signing.pem');
  const known = join(path, 'public');
  return {
    async own() {
      await mkdir(path, { recursive: true, mode: OWNER_ONLY.directory });
      const { privateKey } = generateKeyPairSync('ed25519');
      const fresh = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
      if (!(await exists(pem))) await writeOnce(pem, fresh);
      await chmod(pem, OWNER_ONLY.file);
      return readFile(pem, 'utf8');
    },

    async remember(key) {
      await mkdir(known, { recursive: true });
      await writeOnce(join(known, `${key.kid}${SUFFIX}`), `${JSON.stringify(key, null, 2)}\n`);
    },

    async remembered() {
      const names = (await readdir(known)).filter((name) => name.endsWith(SUFFIX)).sort();
      const read = async (name: string) => {
        const text = await readFile(join(known, name), 'utf8');
        return readPublicKeys(text).catch((cause: Error) => {
          throw new Error(`${join(known, name)}: ${cause.message}`, { cause });
        });
      };
      return (await Promise.all(names.map(read))).flat();
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  open(path).then(
    (file) => file.close().then(() => true),
    () => false,
  );

/** Puts a whole file in place, or leaves the one that is there: nobody ever reads half of one. */
async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', OWNER_ONLY.file);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
}
