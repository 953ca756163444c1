import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import type { DatasetDeclaration } from '../../../src/service/dataset/dataset.ts';
import type { Part } from '../../../src/service/dataset/upload.ts';
import { Refusal, type Fault } from '../../../src/service/errors.ts';

/** Written by golden/datasets.py. */
export interface GoldenDatasets {
  readonly canonical_digest: string;
  readonly arrays: readonly {
    readonly name: string;
    readonly type: string;
    readonly dims: readonly number[];
    readonly npy: string;
    readonly values: readonly number[];
  }[];
  readonly versions: Readonly<Record<string, string>>;
  readonly halves: { readonly npy: string; readonly values: readonly string[] };
  readonly longs: { readonly npy: string; readonly values: readonly number[] };
  readonly refused: Readonly<Record<string, string>>;
  readonly images: {
    readonly values: readonly number[];
    readonly shape: readonly number[];
    readonly channels_first: readonly number[];
    readonly labels: readonly number[];
  } & Readonly<
    Record<
      | 'npy'
      | 'labels_npy'
      | 'stored'
      | 'deflated'
      | 'positional'
      | 'streamed'
      | 'keras'
      | 'column_labels'
      | 'float_labels'
      | 'one_hot'
      | 'alone',
      string
    >
  >;
  readonly idx: {
    readonly planes: string;
    readonly gzip: string;
    readonly labels: string;
    readonly values: readonly number[];
    readonly typed: readonly {
      readonly type: string;
      readonly idx: string;
      readonly values: readonly number[];
    }[];
  };
}

export const golden = JSON.parse(
  readFileSync(new URL('../../golden/datasets.json', import.meta.url), 'utf8'),
) as GoldenDatasets;

/** Bytes at an odd address, as they lie inside an archive. */
export function base64(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  const shifted = new Uint8Array(bytes.length + 1).subarray(1);
  shifted.set(bytes);
  return shifted;
}

export const declaration = (declared: Partial<DatasetDeclaration> = {}): DatasetDeclaration => ({
  name: 'test',
  format: null,
  scale: 1,
  layout: 'NCHW',
  samples_key: null,
  labels_key: null,
  ...declared,
});

export const part = (name: Part['part'], bytes: Uint8Array): Part => ({ part: name, filename: null, bytes });

export const file = (bytes: Uint8Array, labels?: Uint8Array): readonly Part[] => [
  part('file', bytes),
  ...(labels ? [part('labels', labels)] : []),
];

export const upload = (bytes: Uint8Array, labels?: Uint8Array) => ({
  file: part('file', bytes),
  labels: labels ? part('labels', labels) : null,
});

/** The faults that the action is refused with; fails when it is not refused. */
export function faultsOf(action: () => unknown): readonly Fault[] {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'dataset_refused') return error.faults;
    throw error;
  }
  return expect.fail('nothing was refused');
}

export const codesOf = (action: () => unknown): readonly string[] => faultsOf(action).map(({ code }) => code);

/** A .npy file with any header text and any body. */
export function npyBytes(header: string, body: Uint8Array = new Uint8Array()): Uint8Array {
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(header.length, 8);
  return Buffer.concat([head, Buffer.from(header, 'latin1'), body]);
}

export function npyOf(type: string, dims: readonly number[], body: ArrayBufferView): Uint8Array {
  const shape = `(${dims.join(', ')}${dims.length === 1 ? ',' : ''})`;
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  return npyBytes(header, new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
}

export interface ZipMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly stored?: boolean;
  /** Lies, told by the directory in place of the truth. */
  readonly lies?: Partial<Record<'packed' | 'unpacked' | 'crc' | 'flags' | 'method' | 'local', number>>;
  readonly localName?: string;
}

/** A zip archive, truthful but for its `lies`. */
export function zipOf(
  members: readonly ZipMember[],
  endLies: { count?: number; size?: number } = {},
): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const member of members) {
    const packed = member.stored ? member.content : deflateRawSync(member.content);
    const method = member.stored ? 0 : 8;
    const localName = Buffer.from(member.localName ?? member.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(localName.length, 26);
    const name = Buffer.from(member.name);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(member.lies?.flags ?? 0, 8);
    central.writeUInt16LE(member.lies?.method ?? method, 10);
    central.writeUInt32LE(member.lies?.crc ?? crc32(member.content), 16);
    central.writeUInt32LE(member.lies?.packed ?? packed.length, 20);
    central.writeUInt32LE(member.lies?.unpacked ?? member.content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(member.lies?.local ?? at, 42);
    bodies.push(local, localName, Buffer.from(packed));
    directory.push(central, name);
    at += local.length + localName.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(endLies.count ?? members.length, 8);
  end.writeUInt16LE(endLies.count ?? members.length, 10);
  end.writeUInt32LE(endLies.size ?? listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listing, end]);
}
