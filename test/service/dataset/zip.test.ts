import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DATASET_LIMITS } from '../../../src/service/dataset/limits.ts';
import { isZip, openZip } from '../../../src/service/dataset/zip.ts';
import { codesOf, faultsOf, zipOf, type ZipMember } from './uploads.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const content = text('content '.repeat(10));
const honest: ZipMember = { name: 'a', content };

function unpackAll(bytes: Uint8Array, limits = DATASET_LIMITS): readonly Uint8Array[] {
  const archive = openZip(bytes, limits);
  return archive.entries.map((entry) => archive.unpack(entry));
}

const lying = (lies: ZipMember['lies'], stored = false) => zipOf([{ ...honest, stored, lies: lies! }]);
const messageOf = (bytes: Uint8Array): string => faultsOf(() => unpackAll(bytes))[0]!.message;

describe('openZip', () => {
  it('unpacks stored and deflated entries', () => {
    const archive = zipOf([
      honest,
      { name: 'b', content: text('b'), stored: true },
      { name: 'empty', content: text('') },
    ]);
    expect(isZip(archive)).toBe(true);
    expect(unpackAll(archive).map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      'content '.repeat(10),
      'b',
      '',
    ]);
  });

  it('opens an archive with a comment, and one without entries', () => {
    const commented = Buffer.concat([zipOf([honest]), text('hello')]);
    commented.writeUInt16LE(5, commented.length - 5 - 2);
    expect(unpackAll(commented)).toHaveLength(1);
    expect(unpackAll(zipOf([]))).toEqual([]);
  });

  it.each([
    ['says fewer bytes than there are', { unpacked: 5 }, 'more than the 5 bytes'],
    ['says more bytes than there are', { unpacked: 500 }, 'unpacks to 80 bytes; the directory says 500'],
    ['has another checksum', { crc: 1 }, 'checksum'],
    ['is cut short', { packed: 5 }, 'damaged or ends early'],
    ['reaches beyond the end', { packed: 5000 }, 'reaches into the directory'],
    ['has its header elsewhere', { local: 3 }, 'no local header at byte 3'],
    ['has its header beyond the end', { local: 2 ** 31 }, 'no local header'],
  ])('refuses an entry that %s', (_, lies, why) => {
    expect(codesOf(() => unpackAll(lying(lies)))).toEqual(['archive_malformed']);
    expect(messageOf(lying(lies))).toContain(why);
  });

  it.each([
    ['encrypted', { flags: 1 }, 'encrypted'],
    ['packed by an unknown method', { method: 12 }, 'method 12'],
    ['of zip64 size', { unpacked: 0xffffffff }, 'zip64'],
    ['at a zip64 place', { local: 0xffffffff }, 'zip64'],
  ])('refuses an entry that is %s', (_, lies, why) => {
    expect(codesOf(() => unpackAll(lying(lies)))).toEqual(['archive_unsupported']);
    expect(messageOf(lying(lies))).toContain(why);
  });

  it('refuses a stored entry of two sizes', () => {
    expect(messageOf(lying({ unpacked: 81 }, true))).toContain('80 bytes stand for 81');
  });

  it('refuses a local header that disagrees', () => {
    expect(messageOf(zipOf([{ ...honest, localName: 'b' }]))).toContain('names "a", its local header "b"');
    expect(messageOf(lying({ method: 0, packed: 80 }))).toContain('or packs it differently');
  });

  it('refuses entries that share their bytes, and entries of one name', () => {
    const packed = deflateRawSync(content).length;
    const overlapping = zipOf([
      { ...honest, lies: { packed: packed + 40 } },
      { name: 'b', content },
    ]);
    expect(messageOf(overlapping)).toContain('"a" overlaps');
    const twice = zipOf([honest, { ...honest, lies: { local: 0 } }]);
    expect(messageOf(twice)).toContain('overlaps');
    expect(messageOf(zipOf([honest, honest]))).toContain('"a" twice');
  });

  it('refuses a bomb before it unpacks it, by ratio and by size', () => {
    const zeros = zipOf([{ name: 'zeros', content: new Uint8Array(2 ** 20) }]);
    const bySlack = { ...DATASET_LIMITS, slack: 1000, ratio: 10 };
    expect(faultsOf(() => unpackAll(zeros, bySlack))[0]).toMatchObject({
      code: 'unpacked_too_large',
      message: expect.stringMatching(
        /^"zeros" unpacks \d+ bytes to 1048576; at most \d+ are accepted$/,
      ) as string,
    });
    expect(codesOf(() => unpackAll(zeros, { ...DATASET_LIMITS, unpacked: 1000 }))).toEqual([
      'unpacked_too_large',
    ]);
    expect(codesOf(() => unpackAll(lying({ unpacked: 0xfffffffe })))).toEqual(['unpacked_too_large']);
    expect(unpackAll(zeros)).toHaveLength(1);
  });

  it('shares the limit among the entries', () => {
    const two = zipOf([honest, { name: 'b', content }]);
    expect(codesOf(() => unpackAll(two, { ...DATASET_LIMITS, unpacked: 159 }))).toEqual([
      'unpacked_too_large',
    ]);
    expect(unpackAll(two, { ...DATASET_LIMITS, unpacked: 160 })).toHaveLength(2);
  });

  it('refuses a directory that is not what the end record says', () => {
    expect(messageOf(zipOf([honest], { count: 2 }))).toContain('states 2 entries and holds 1');
    expect(messageOf(zipOf([honest], { count: 0 }))).toContain('its entries take 0');
    expect(messageOf(zipOf([honest], { size: 4 }))).toContain('is said to end at byte');
    expect(messageOf(zipOf([honest], { count: 0xffff }))).toContain('zip64');
    expect(messageOf(zipOf([honest], { count: 5000 }))).toContain('5000 entries; at most 1000');
  });

  it('refuses every proper beginning of an archive, and bytes after its end', () => {
    const whole = zipOf([honest, { name: 'b', content, stored: true }]);
    for (let length = 0; length < whole.length; length++) {
      expect(codesOf(() => unpackAll(whole.subarray(0, length)))).toEqual(['archive_malformed']);
    }
    expect(messageOf(Buffer.concat([whole, text('x')]))).toContain('bytes follow it');
  });

  it('answers or refuses, whichever byte is changed', () => {
    const whole = zipOf([honest, { name: 'b', content, stored: true }]);
    for (let at = 0; at < whole.length; at++) {
      const changed = Uint8Array.from(whole);
      changed[at] = changed[at]! ^ 0xff;
      let unpacked: readonly Uint8Array[] = [];
      try {
        unpacked = unpackAll(changed);
      } catch (error) {
        expect(error).toMatchObject({ code: 'dataset_refused' });
      }
      for (const bytes of unpacked) expect(Buffer.compare(bytes, content)).toBe(0);
    }
  });
});
