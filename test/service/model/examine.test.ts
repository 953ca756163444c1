import { describe, expect, it } from 'vitest';
import { engineMessage } from '../../../src/service/model/examine.ts';
import { parseFields } from '../../../src/service/fields.ts';
import { modelDeclarationFields } from '../../../src/service/request.ts';

describe('what the engine says', () => {
  it('is told in one line, without the files of the store', () => {
    const said =
      'Load model from /data/blobs/5d/a53b failed:Fatal error: Foo(13) is not a registered op\nat /src/x.cc:12';
    expect(engineMessage(new Error(said))).toBe('Fatal error: Foo(13) is not a registered op');
    expect(engineMessage('error in /onnx/core/graph.cc:55 here')).toBe('error in graph.cc:55 here');
    expect(engineMessage('x'.repeat(1000)).length).toBeLessThan(410);
  });
});

describe('a name', () => {
  it('is text that a person can read', () => {
    const codes = (name: string) =>
      parseFields(modelDeclarationFields, { name }).faults.map(({ pointer }) => pointer);
    expect(codes('Ziffern – 數字')).toEqual([]);
    for (const name of ['\u001b[31m', 'a\u202eb', 'a\u0000', '   ', 'x'.repeat(121)])
      expect(codes(name)).toEqual(['/name']);
  });
});
