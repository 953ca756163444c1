import { describe, expect, it } from 'vitest';
import { float, type GraphBuilder } from '../../../../../src/graph/builder.ts';
import { gemm } from '../../../../../src/graph/rewrites/canonical/simplify/gemm.ts';
import { rewriteLaws, stateFor } from '../../../../laws/rewrite.ts';
import { weights } from './weights.ts';

const DIMS = [3, 4] as const;

type Attributes = Parameters<GraphBuilder['node']>[2];

/** x [3, 4] times W [4, 2], with the last operand of these dims. */
const dense =
  (attributes: Attributes, added: readonly number[] | null, transposed = false) =>
  (b: GraphBuilder, x: string): string => {
    const matrix = weights(b, transposed ? [2, 4] : [4, 2]);
    return b.node('Gemm', added ? [x, matrix, weights(b, added, 7)] : [x, matrix], attributes);
  };

rewriteLaws(gemm, [
  {
    title: 'as PyTorch writes it',
    dims: DIMS,
    build: dense({ alpha: float(1), beta: float(1), transB: 1 }, [2], true),
    golden: true,
  },
  { title: 'in its normal form', dims: DIMS, build: dense({}, [2]), applies: false },
  { title: 'in its normal form, without a bias', dims: DIMS, build: dense({}, null), applies: false },
  {
    title: 'with factors',
    dims: DIMS,
    build: dense({ alpha: float(0.3), beta: float(-1.7) }, [1, 2]),
    golden: true,
  },
  {
    title: 'with a factor and no bias',
    dims: DIMS,
    build: dense({ alpha: float(0.3), beta: float(3) }, null),
  },
  { title: 'with one number for a bias', dims: DIMS, build: dense({}, []) },
  { title: 'with one number in a list for a bias', dims: DIMS, build: dense({}, [1]) },
  { title: 'with a column for a bias', dims: DIMS, build: dense({ beta: float(0.7) }, [3, 1]), golden: true },
  { title: 'with a matrix for a bias', dims: DIMS, build: dense({}, [3, 2]) },
  {
    title: 'with a bias that depends on the input',
    dims: DIMS,
    build: (b, x) =>
      b.node('Gemm', [x, weights(b, [4, 4]), b.node('Relu', [x])], { alpha: float(2), beta: float(0.7) }),
    golden: true,
  },
  { title: 'with alpha zero', dims: DIMS, build: dense({ alpha: float(0) }, [2]), applies: false },
  {
    title: 'with a factor that loses what is small',
    dims: DIMS,
    build: dense({ alpha: float(1e-30) }, [2]),
    applies: false,
  },
  {
    title: 'of two bounded values',
    dims: DIMS,
    build: (b, x) => b.node('Gemm', [x, b.node('Relu', [x])], { transB: 1 }),
    applies: false,
  },
  {
    title: 'with x transposed',
    dims: [4, 4],
    build: (b, x) => b.node('Gemm', [x, weights(b, [4, 2])], { transA: 1 }),
    applies: false,
  },
  {
    title: 'a MatMul of rank two',
    dims: DIMS,
    build: (b, x) => b.node('MatMul', [x, weights(b, [4, 2])]),
    golden: true,
  },
  {
    title: 'a MatMul of rank three',
    dims: [2, 3, 4],
    build: (b, x) => b.node('MatMul', [x, weights(b, [4, 2])]),
    applies: false,
  },
  {
    title: 'a MatMul with a vector',
    dims: DIMS,
    build: (b, x) => b.node('MatMul', [x, weights(b, [4])]),
    applies: false,
  },
  {
    title: 'a MatMul of a constant and x',
    dims: DIMS,
    build: (b, x) => b.node('MatMul', [weights(b, [3, 3]), x]),
    applies: false,
  },
  {
    title: 'two with the same weights',
    dims: [3, 4],
    build: (b, x) => {
      const shared = weights(b, [4, 4]);
      const first = b.node('Gemm', [x, shared], { transB: 1, alpha: float(0.5) });
      return b.node('Add', [first, b.node('Gemm', [x, shared, weights(b, [4], 3)])]);
    },
    golden: true,
  },
]);

describe('gemm', () => {
  it('counts the roundings of factors', async () => {
    const after = gemm(await stateFor({ dims: DIMS, build: dense({ alpha: float(0.3) }, [2]) }));
    expect([...after.roundings!.values()]).toEqual([2]);
    const plain = gemm(await stateFor({ dims: DIMS, build: dense({ transB: 1 }, [2], true) }));
    expect([...plain.roundings!.values()]).toEqual([]);
  });
});
