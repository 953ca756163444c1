import { describe, expect, it } from 'vitest';
import { float, GraphBuilder, type AttributeValue } from '../../src/graph/builder.ts';
import { constantOf, constantsOf } from '../../src/graph/constants.ts';
import { readNumbers } from '../../src/graph/constant.ts';

function stated(attributes: Record<string, AttributeValue>) {
  const builder = new GraphBuilder();
  builder.node('Constant', [], attributes, { outputs: ['c'] });
  return constantOf(builder.build().nodes[0]!);
}

describe('constantOf', () => {
  const tensor = { type: 'int8', dims: [1, 1], bytes: Uint8Array.of(5) } as const;
  it.each([
    [{ value: tensor }, 'int8', [1, 1], [5]],
    [{ value_float: float(2) }, 'float32', [], [2]],
    [{ value_int: -3 }, 'int64', [], [-3]],
    [{ value_floats: [0.5, -1.25] }, 'float32', [2], [0.5, -1.25]],
    [{ value_ints: [4, 5, 6] }, 'int64', [3], [4, 5, 6]],
  ] as const)('reads %j', (attributes, type, dims, values) => {
    const constant = stated(attributes)!;
    expect({ type: constant.type, dims: constant.dims }).toEqual({ type, dims });
    expect(readNumbers(constant)).toEqual(values);
  });

  it('reads texts', () => {
    expect(stated({ value_string: 'a' })).toMatchObject({ type: 'string', dims: [], strings: ['a'] });
    expect(stated({ value_strings: ['a', 'b'] })).toMatchObject({
      type: 'string',
      dims: [2],
      strings: ['a', 'b'],
    });
  });

  it('is null for a node without a value, and for other operators', () => {
    expect(stated({})).toBeNull();
    const builder = new GraphBuilder();
    builder.node('Custom', [], { value_int: 1 });
    builder.node('Constant', [], { value_int: 1 }, { domain: 'elsewhere' });
    expect(builder.build().nodes.map(constantOf)).toEqual([null, null]);
  });
});

it('constantsOf finds initializers and Constant nodes by name', () => {
  const builder = new GraphBuilder();
  builder.constant([1], [1], { name: 'w' });
  builder.node('Constant', [], { value_int: 7 }, { outputs: ['c'] });
  builder.node('Relu', ['w'], {}, { outputs: ['y'] });
  expect([...constantsOf(builder.build()).keys()]).toEqual(['w', 'c']);
});
