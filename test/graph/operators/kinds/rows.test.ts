import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../../src/graph/builder.ts';
import { constantOfValues, GraphBuilder } from '../../../../src/graph/builder.ts';
import { OPERATORS } from '../../../../src/graph/operators/index.ts';
import type { Operand, Site } from '../../../../src/graph/operators/site.ts';

interface Given {
  readonly operator: string;
  readonly dims: readonly number[];
  readonly to: readonly number[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Constants of whole numbers after the first input. */
  readonly lists?: readonly (readonly number[])[];
  /** A second value that depends on the input. */
  readonly beside?: readonly number[];
}

const bounded = (name: string, dims: readonly number[]): Operand => ({
  name,
  dims,
  element: 'float32',
  constant: null,
});

function siteOf({ operator, dims, to, attributes, lists = [], beside }: Given): Site {
  const constants = lists.map((list, i): Operand => {
    const constant = constantOfValues(BigInt64Array.from(list, BigInt), [list.length]);
    return { name: `c${i}`, dims: constant.dims, element: 'int64', constant };
  });
  const inputs = [bounded('x', dims), ...(beside ? [bounded('z', beside)] : []), ...constants];
  const builder = new GraphBuilder('site');
  builder.node(
    operator,
    inputs.map(({ name }) => name),
    attributes,
  );
  return { node: builder.build().nodes[0]!, inputs, outputs: [bounded('y', to)], magnitude: () => null };
}

function gapOf(given: Given): string | null {
  const site = siteOf(given);
  const entry = OPERATORS[given.operator]!;
  const operator = entry.kind === 'choice' ? entry.of(site) : entry;
  return operator.gap?.(site) ?? null;
}

const ROWS: readonly Given[] = [
  { operator: 'Transpose', dims: [3, 2], to: [2, 3] },
  { operator: 'Transpose', dims: [3, 2], to: [2, 3], attributes: { perm: [1, 0] } },
  { operator: 'Unsqueeze', dims: [3, 2], to: [1, 3, 2], lists: [[0]] },
  { operator: 'Unsqueeze', dims: [3, 2], to: [1, 3, 2], lists: [[-3]] },
  { operator: 'Slice', dims: [3, 2], to: [2, 2], lists: [[1], [3], [0]] },
  { operator: 'Slice', dims: [3, 2], to: [2, 2], lists: [[1], [3]] },
  { operator: 'Slice', dims: [3, 2], to: [3, 2], lists: [[-1], [-9], [-2], [-1]] },
  { operator: 'Gather', dims: [3, 2], to: [3, 2], lists: [[2, 1, 0]] },
  { operator: 'Gather', dims: [3, 2], to: [3, 2], lists: [[2, 1, 0]], attributes: { axis: -2 } },
  { operator: 'GatherElements', dims: [3, 2], to: [3, 2], lists: [[0]] },
  { operator: 'GatherElements', dims: [3, 2], to: [2, 2], lists: [[0]], attributes: { axis: 1 } },
  { operator: 'GatherND', dims: [3, 2], to: [3, 2], lists: [[0]] },
  { operator: 'Concat', dims: [3, 2], beside: [3, 2], to: [6, 2], attributes: { axis: 0 } },
  { operator: 'Concat', dims: [3, 2], beside: [3, 2], to: [6, 2], attributes: { axis: -2 } },
  { operator: 'Split', dims: [3, 2], to: [3, 2], lists: [[3]] },
  { operator: 'Pad', dims: [3, 2], to: [4, 2], lists: [[0, 0, 1, 0]] },
  { operator: 'Pad', dims: [3, 2], to: [2, 2], lists: [[-1, 0, 0, 0]] },
  { operator: 'Expand', dims: [3, 2], to: [4, 3, 2], lists: [[4, 3, 2]] },
  { operator: 'Tile', dims: [3, 2], to: [6, 2], lists: [[2, 1]] },
  { operator: 'MatMul', dims: [3, 3], beside: [3, 4], to: [3, 4] },
  { operator: 'MatMul', dims: [3, 2, 3], beside: [3, 4], to: [3, 2, 4] },
  { operator: 'Gemm', dims: [3, 3], beside: [3, 4], to: [3, 4] },
  { operator: 'LayerNormalization', dims: [3, 2], to: [3, 2], lists: [[1, 1]], attributes: { axis: 0 } },
  { operator: 'Softmax', dims: [3, 2], to: [3, 2], attributes: { axis: 0 } },
  { operator: 'LogSoftmax', dims: [3, 2], to: [3, 2], attributes: { axis: -2 } },
  { operator: 'ReduceMax', dims: [3, 2], to: [1, 1] },
  { operator: 'ReduceMin', dims: [3, 2], to: [1, 2], lists: [[0]] },
  { operator: 'ReduceL1', dims: [3, 2], to: [1, 2], lists: [[-2]] },
  { operator: 'ReduceL2', dims: [3, 2], to: [1, 1] },
  { operator: 'ReduceSumSquare', dims: [3, 2], to: [1, 2], lists: [[0]] },
  { operator: 'ReduceLogSumExp', dims: [3, 2], to: [1, 2], lists: [[0]] },
];

/** With one sample the first axis may be used like any other. */
const ONE_ROW: readonly Given[] = [
  { operator: 'Transpose', dims: [1, 2, 3], to: [2, 1, 3], attributes: { perm: [1, 0, 2] } },
  { operator: 'Unsqueeze', dims: [1, 2], to: [1, 1, 2], lists: [[0]] },
  { operator: 'Concat', dims: [1, 2], beside: [1, 2], to: [2, 2], attributes: { axis: 0 } },
  { operator: 'Expand', dims: [1, 2], to: [4, 1, 2], lists: [[4, 1, 2]] },
  { operator: 'MatMul', dims: [1, 3], beside: [3, 4], to: [1, 4] },
  { operator: 'Gemm', dims: [1, 3], beside: [3, 4], to: [1, 4] },
];

const title = ({ operator, dims, to, attributes = {}, lists = [] }: Given): string =>
  `${operator} of [${dims.join()}] to [${to.join()}], ${JSON.stringify(attributes)} ${JSON.stringify(lists)}`;

describe('the axis of the batch', () => {
  it.each(ROWS.map((given) => [title(given), given] as const))('is left alone: %s', (_, given) => {
    expect(gapOf(given)).toMatch(/batch/);
  });

  it.each(ONE_ROW.map((given) => [title(given), given] as const))('may hold one sample: %s', (_, given) => {
    expect(gapOf(given)).toBeNull();
  });
});
