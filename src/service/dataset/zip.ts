import { crc32, inflateRawSync } from 'node:zlib';
import { fault, quoted, refuse, type DatasetFaultCode } from './faults.ts';
import { ceiling, type DatasetLimits } from './limits.ts';

/** One member of an archive, its place checked: it overlaps no other and lies before the directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Where the packed bytes start. */
  readonly start: number;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** The bytes of an entry; a stored one is a view. All entries that are unpacked share the limit. */
  unpack(entry: ZipEntry): Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x2041; // bits 0 (encrypted), 6 (strongly), 13 (directory masked)

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * Reads the directory of a zip archive and trusts none of it: every entry must agree with its local header,
 * lie within the file, apart from the others, and promise no more than deflate and the limits allow.
 * APPNOTE.TXT 6.3; without zip64, encryption and archives in several volumes.
 */
export function openZip(bytes: Uint8Array, limits: DatasetLimits): ZipArchive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end.count > limits.entries) {
    wrong(
      'archive_unsupported',
      `the archive has ${end.count} entries; at most ${limits.entries} are accepted`,
    );
  }
  const entries = directory(view, bytes, end);
  refuseOverlaps(entries, end.start);
  refuseDuplicates(entries);
  let left = limits.unpacked;
  return {
    entries,
    unpack(entry) {
      const most = Math.min(left, ceiling(entry.packed, limits));
      if (entry.unpacked > most) tooLarge(entry, most);
      left -= entry.unpacked;
      return unpacked(bytes, entry);
    },
  };
}

function wrong(code: DatasetFaultCode, message: string): never {
  return refuse(fault(code, message, '/file'));
}

const malformed = (message: string): never => wrong('archive_malformed', message);

const tooLarge = (entry: ZipEntry, most: number): never =>
  wrong(
    'unpacked_too_large',
    `${quoted(entry.name)} unpacks ${entry.packed} bytes to ${entry.unpacked}; at most ${most} are accepted`,
  );

interface End {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

/** The end record closes the file, but for a comment of the length it states. */
function endRecord(view: DataView): End {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) !== END || view.getUint16(at + 20, true) !== last - at) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) refuseZip64();
    if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 8, true) !== count) {
      wrong('archive_unsupported', 'the archive is one volume of several; upload it as one file');
    }
    if (start + size !== at)
      malformed(`the directory is said to end at byte ${start + size}, but it ends at ${at}`);
    return { start, size, count };
  }
  return malformed('the archive has no end record: it ends early, or bytes follow it');
}

const refuseZip64 = (): never =>
  wrong('archive_unsupported', 'the archive has zip64 records, which are for files beyond 4 GB');

function directory(view: DataView, bytes: Uint8Array, end: End): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = end.start;
  const close = end.start + end.size;
  for (let i = 0; i < end.count; i++) {
    if (at + 46 > close || view.getUint32(at, true) !== CENTRAL) {
      malformed(`the directory states ${end.count} entries and holds ${i}`);
    }
    entries.push(entryAt(view, bytes, at, end.start));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at !== close) malformed(`the directory states ${end.size} bytes; its entries take ${at - end.start}`);
  return entries;
}

function entryAt(view: DataView, bytes: Uint8Array, at: number, close: number): ZipEntry {
  const name = nameAt(bytes, at + 46, view.getUint16(at + 28, true));
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  const local = view.getUint32(at + 42, true);
  if (packed === 0xffffffff || size === 0xffffffff || local === 0xffffffff) refuseZip64();
  if (flags & ENCRYPTED) wrong('archive_unsupported', `${quoted(name)} is encrypted`);
  if (method !== STORED && method !== DEFLATED) {
    wrong(
      'archive_unsupported',
      `${quoted(name)} is packed by method ${method}; stored (0) and deflated (8) are read`,
    );
  }
  if (method === STORED && packed !== size)
    malformed(`${quoted(name)} is stored, yet ${packed} bytes stand for ${size}`);
  const start = dataStart(view, bytes, local, close, { name, method });
  if (start + packed > close) malformed(`${quoted(name)} reaches into the directory or beyond the end`);
  return { name, method, crc: view.getUint32(at + 16, true), packed, unpacked: size, start };
}

/** The local header repeats what the directory says; only its length may differ. */
function dataStart(
  view: DataView,
  bytes: Uint8Array,
  local: number,
  close: number,
  entry: Pick<ZipEntry, 'name' | 'method'>,
): number {
  if (local + 30 > close || view.getUint32(local, true) !== LOCAL) {
    return malformed(`${quoted(entry.name)} has no local header at byte ${local}`);
  }
  const length = view.getUint16(local + 26, true);
  const name = nameAt(bytes, local + 30, length);
  if (name !== entry.name || view.getUint16(local + 8, true) !== entry.method) {
    malformed(
      `the directory names ${quoted(entry.name)}, its local header ${quoted(name)}, or packs it differently`,
    );
  }
  return local + 30 + length + view.getUint16(local + 28, true);
}

const nameAt = (bytes: Uint8Array, at: number, length: number): string =>
  new TextDecoder().decode(bytes.subarray(at, at + length));

/** Entries that share bytes make a small file unpack to a huge one. */
function refuseOverlaps(entries: readonly ZipEntry[], close: number): void {
  const ordered = entries.toSorted((a, b) => a.start - b.start);
  ordered.forEach((entry, i) => {
    const next = ordered[i + 1]?.start ?? close;
    if (entry.start + entry.packed > next) malformed(`${quoted(entry.name)} overlaps another entry`);
  });
}

function refuseDuplicates(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) malformed(`the archive holds ${quoted(name)} twice`);
    seen.add(name);
  }
}

function unpacked(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed);
  const content = entry.method === STORED ? packed : inflated(packed, entry);
  if (crc32(content) !== entry.crc) malformed(`${quoted(entry.name)} is damaged: its checksum differs`);
  return content;
}

/** The stated size is the output's limit, and its one allocation: a chunk a little larger is never joined from pieces. */
function inflated(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  try {
    const content = inflateRawSync(packed, {
      maxOutputLength: Math.max(1, entry.unpacked),
      chunkSize: entry.unpacked + 64,
    });
    if (content.length === entry.unpacked) return content;
    return malformed(
      `${quoted(entry.name)} unpacks to ${content.length} bytes; the directory says ${entry.unpacked}`,
    );
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      return malformed(
        `${quoted(entry.name)} unpacks to more than the ${entry.unpacked} bytes that the directory says`,
      );
    }
    if (code?.startsWith('Z_')) return malformed(`${quoted(entry.name)} is damaged or ends early`);
    throw error;
  }
}
