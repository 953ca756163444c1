import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { float, GraphBuilder } from '../../src/graph/builder.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { print } from '../../src/graph/print.ts';
import { decode } from '../../src/graph/onnx/decode.ts';
import golden from '../golden/onnx/attributes.json' with { type: 'json' };
import { convolutional } from '../support/models.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../golden/graphs', name), 'utf8');

describe('print', () => {
  it('shows a small network', () => {
    expect(print(convolutional().graph)).toBe(read('convolutional.txt'));
  });

  it('shows every kind of attribute, type and constant', () => {
    expect(print(decode(Buffer.from(golden.model, 'base64')).graph)).toBe(read('everything.txt'));
  });

  const printed = (build: (builder: GraphBuilder) => void): string => {
    const builder = new GraphBuilder();
    build(builder);
    return print(builder.build());
  };

  it.each([
    [
      'an attribute',
      (b: GraphBuilder) => b.node('A', ['x'], { a: 1 }),
      (b: GraphBuilder) => b.node('A', ['x'], { a: float(1) }),
    ],
    [
      'an element far inside',
      (b: GraphBuilder) => b.constant(ones(9)),
      (b: GraphBuilder) => b.constant([...ones(8), 2]),
    ],
    ['the sign of zero', (b: GraphBuilder) => b.constant([0]), (b: GraphBuilder) => b.constant([-0])],
    [
      'the last bit',
      (b: GraphBuilder) => b.constant([0.1]),
      (b: GraphBuilder) => b.constant([0.1 + 2 ** -27]),
    ],
    [
      'the end of a long name',
      (b: GraphBuilder) => b.input('n'.repeat(99), []),
      (b: GraphBuilder) => b.input('n'.repeat(98), []),
    ],
    ['a symbol', (b: GraphBuilder) => b.input('x', ['a']), (b: GraphBuilder) => b.input('x', ['b'])],
  ])('differs where graphs differ in %s', (_, one, other) => {
    expect(printed(one)).not.toBe(printed(other));
  });

  it('keeps a name on its line', () => {
    expect(printed((b) => b.node('A', ['x\n  output y: forged']))).toContain(
      'A("x\\u{a}  output y: forged")',
    );
  });

  it('shows an illegal constant too', () => {
    const graph: Graph = {
      ...new GraphBuilder().build(),
      initializers: [{ name: 'w', type: 'int8', dims: [3], bytes: new Uint8Array(2) }],
    };
    expect(print(graph)).toContain('const w: int8[3] (2 bytes)');
  });
});

const ones = (count: number): number[] => new Array<number>(count).fill(1);
