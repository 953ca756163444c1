import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../../src/adapters/onnxruntime/evaluator.ts';
import { GraphBuilder } from '../../../../../src/graph/builder.ts';
import { encode } from '../../../../../src/graph/onnx/encode.ts';
import { softmaxTail } from '../../../../../src/graph/rewrites/canonical/simplify/softmax-tail.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { spread } from './weights.ts';

const int64 = (b: GraphBuilder, values: readonly number[]) => b.constant(BigInt64Array.from(values, BigInt));
const DIMS = [3, 5] as const;

rewriteLaws(softmaxTail, [
  { title: 'Softmax', dims: DIMS, build: (b, x) => b.node('Softmax', [b.node('Relu', [x])]), golden: true },
  {
    title: 'LogSoftmax',
    dims: DIMS,
    build: (b, x) => b.node('LogSoftmax', [b.node('Neg', [x])], { axis: 1 }),
    golden: true,
  },
  {
    title: 'Softmax over pixels of size one, and a Flatten',
    dims: [2, 5, 1, 1],
    build: (b, x) => b.node('Flatten', [b.node('Softmax', [b.node('Relu', [x])], { axis: 1 })]),
    golden: true,
  },
  {
    title: 'Softmax and two reshapes',
    dims: DIMS,
    build: (b, x) => {
      const wide = b.node('Unsqueeze', [b.node('Softmax', [b.node('Abs', [x])]), int64(b, [2])]);
      return b.node('Squeeze', [wide, int64(b, [2])]);
    },
  },
  {
    title: 'Softmax of a value that others read',
    dims: DIMS,
    build: (b, x) => {
      const z = b.node('Relu', [x]);
      b.node('Abs', [z]);
      return b.node('Softmax', [z]);
    },
  },
  {
    title: 'Softmax over the batch',
    dims: [5, 5],
    build: (b, x) => b.node('Softmax', [b.node('Relu', [x])], { axis: 0 }),
    applies: false,
  },
  {
    title: 'Softmax over parts of the classes',
    dims: [2, 3, 4],
    build: (b, x) => b.node('Flatten', [b.node('Softmax', [b.node('Relu', [x])])]),
    applies: false,
  },
  {
    title: 'Softmax over an axis that is as long as the classes, beside another',
    dims: [2, 4, 2],
    build: (b, x) => {
      const inner = b.node('Softmax', [b.node('Relu', [x])], { axis: 1 });
      return b.node('Flatten', [b.node('ReduceMax', [inner, int64(b, [2])])]);
    },
    applies: false,
  },
  {
    title: 'Softmax whose result something else is made of',
    dims: DIMS,
    build: (b, x) => b.node('Neg', [b.node('Softmax', [x])]),
    applies: false,
  },
  {
    title: 'Softmax that is read twice',
    dims: DIMS,
    build: (b, x) => {
      const p = b.node('Softmax', [b.node('Relu', [x])]);
      return b.node('Mul', [p, b.node('Flatten', [p])]);
    },
    applies: false,
  },
  {
    title: 'Softmax that is all of the graph',
    dims: DIMS,
    build: (b, x) => b.node('Softmax', [x]),
    applies: false,
  },
]);

/** Rows of logits in which class `lead` is ahead of every other by just more than 2^-16, at several heights. */
function closeCalls(
  classes: number,
  rows: number,
): { readonly logits: Float32Array; readonly leads: readonly number[] } {
  const leads = Array.from({ length: rows }, (_, row) => (row * 7) % classes);
  const logits = new Float32Array(rows * classes);
  for (const [row, lead] of leads.entries()) {
    const height = [0, 1, -1, 30, -300, 1000][row % 6]!;
    // far below, or as close as it may be
    const others = spread(classes, height - 12, height, row + 1).map((z, i) =>
      i % 3 === row % 3 ? height : z,
    );
    logits.set(others, row * classes);
    logits[row * classes + lead] = above(Math.max(...others.filter((_, i) => i !== lead)));
  }
  return { logits, leads };
}

/** The least float32 that is more than 2^-16 above. */
function above(z: number): number {
  const word = new Int32Array(1);
  const single = new Float32Array(word.buffer);
  single[0] = z + 2 ** -16;
  while (single[0] - z <= 2 ** -16) word[0]! += single[0] >= 0 ? 1 : -1;
  return single[0];
}

describe('the threshold of 2^-16', () => {
  it.each(['Softmax', 'LogSoftmax'])(
    "leaves one class strictly the most likely behind the engine's %s",
    async (operator) => {
      for (const classes of [2, 3, 10, 16, 33, 1000]) {
        const rows = 600;
        const builder = new GraphBuilder();
        builder.output(builder.node(operator, [builder.input('z', [rows, classes])], { axis: 1 }), null);
        const program = await evaluator.load(encode(builder.model(21, 10)));
        const { logits, leads } = closeCalls(classes, rows);
        const results = await program.run({ z: { type: 'float32', dims: [rows, classes], data: logits } });
        await program.release();
        const data = Object.values(results)[0]!.data as Float32Array;
        const ties = leads.filter((lead, row) => {
          const line = data.subarray(row * classes, (row + 1) * classes);
          return line.some((p, i) => i !== lead && !(p < line[lead]!));
        });
        expect(ties).toEqual([]);
      }
    },
  );
});

describe('softmaxTail', () => {
  it('names what it took, and takes one only', async () => {
    const state = await stateFor({
      dims: DIMS,
      build: (b, x) => b.node('Softmax', [b.node('LogSoftmax', [b.node('Relu', [x])])]),
    });
    const after = softmaxTail(state);
    expect(after.tail).toBe('softmax');
    expect(after.model.graph.nodes.map(({ operator }) => operator)).toEqual(['Relu', 'LogSoftmax']);
    expect(softmaxTail(after)).toBe(after);
  });
});
