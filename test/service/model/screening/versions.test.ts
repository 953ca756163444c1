import { describe, expect, it } from 'vitest';
import type { Model } from '../../../../src/graph/graph.ts';
import { screenVersions } from '../../../../src/service/model/screening/versions.ts';
import { linear } from '../../../support/models.ts';

const codes = (change: Partial<Model>) =>
  [...screenVersions({ ...linear(), ...change })].map(({ code }) => code);
const onnx = (version: number, domain = '') => ({ domain, version });

describe('screenVersions', () => {
  it.each<[string, Partial<Model>, string[]]>([
    ['the oldest', { opsets: [onnx(8)], irVersion: 3 }, []],
    ['the newest', { opsets: [onnx(26)], irVersion: 13 }, []],
    ['an import that no node uses', { opsets: [onnx(13), onnx(2, 'ai.onnx.ml')] }, []],
    ['the same version twice', { opsets: [onnx(13), onnx(13)] }, []],
    ['an opset that is too old', { opsets: [onnx(7)] }, ['opset_unsupported']],
    ['an opset that is too new', { opsets: [onnx(27)] }, ['opset_unsupported']],
    ['no opset', { opsets: [onnx(3, 'ai.onnx.ml')] }, ['opset_missing']],
    ['two opsets', { opsets: [onnx(13), onnx(14)] }, ['opset_ambiguous']],
    ['no IR version', { irVersion: 0 }, ['ir_version_unsupported']],
    ['a new IR version', { irVersion: 14 }, ['ir_version_unsupported']],
    ['own operators', { functions: [{ domain: 'd', name: 'Own' }] }, ['local_function']],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });
});
