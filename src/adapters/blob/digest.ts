const DIGEST = /^sha256:([0-9a-f]{2})([0-9a-f]{62})$/;

/**
 * Where a blob lies below the store's directory: the first byte of its digest names a folder, so that no folder holds
 * them all.
 * @throws Error for anything but `sha256:` and 64 lower-case hex digits, so that no text of a client becomes a path.
 */
export function placeOf(digest: string): readonly [folder: string, file: string] {
  const [, folder, file] = DIGEST.exec(digest) ?? [];
  if (folder === undefined || file === undefined) {
    throw new Error(`not the digest of a blob: ${JSON.stringify(digest.slice(0, 80))}`);
  }
  return [folder, file];
}

/** The digest of the blob that lies there, or null for a file that is no blob. */
export function digestAt(folder: string, file: string): string | null {
  const digest = `sha256:${folder}${file}`;
  return DIGEST.test(digest) ? digest : null;
}
