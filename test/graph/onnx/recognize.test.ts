import { gzipSync } from 'node:zlib';
import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/graph/onnx/decode.ts';
import { recognize } from '../../../src/graph/onnx/recognize.ts';
import { bytesOfModel, convolutional } from '../../support/models.ts';

const zip = (...names: string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('content')])));
const pickle = Buffer.from('80049510000000000000007d94288c0161944b018c0162944b02752e', 'hex');
const safetensors = Buffer.concat([Buffer.from([16, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('{"w": 0}        ')]);

const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['a zip', zip('model.onnx'), /a zip archive/],
  ['a PyTorch archive', zip('archive/data.pkl', 'archive/version'), /PyTorch archive/],
  ['a TorchScript archive', zip('m/code/__torch__.py', 'm/data.pkl', 'm/constants.pkl'), /TorchScript/],
  ['an npz', zip('images.npy'), /NumPy archive/],
  ['a pickle', pickle, /Python pickle/],
  ['a gzip', gzipSync(bytesOfModel(convolutional())), /gzip/],
  ['an HDF5 file', Buffer.from('\x89HDF\r\n\x1a\n\0\0\0\0', 'latin1'), /HDF5/],
  ['an npy', Buffer.from('\x93NUMPY\x01\0v\0{}', 'latin1'), /NumPy array/],
  ['safetensors', safetensors, /safetensors/],
  ['TensorFlow Lite', Buffer.from('\x1c\0\0\0TFL3\0\0\0\0', 'latin1'), /TensorFlow Lite/],
  ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), /git lfs pull/],
  ['a web page', Buffer.from('<!doctype html>'), /web page/],
  ['JSON', Buffer.from('{"a": 1}'), /JSON/],
];

describe('recognize', () => {
  it.each(files)('says what %s looks like', (_, file, looks) => {
    expect(recognize(file)).toMatch(looks);
  });

  it.each(files)('lets decode say of %s that it is no ONNX model, and what instead', (_, file, looks) => {
    expect(() => decode(file)).toThrow(
      expect.objectContaining({ code: 'file_not_onnx', message: expect.stringMatching(looks) as unknown }),
    );
  });

  it('has nothing to say of a model', () => {
    expect(recognize(bytesOfModel(convolutional()))).toBeNull();
  });
});
