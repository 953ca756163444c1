import { floatOf } from './kinds/operands.ts';
import { floatGap } from './kinds/operands.ts';
import { joinBounds } from './kinds/join.ts';
import { intOf } from './kinds/places.ts';
import { productBounds } from './kinds/product.ts';
import { acrossRows } from './kinds/rows.ts';
import type { Special } from './operator.ts';
import type { Site } from './site.ts';

/** Gemm of two bounded values: the rows of the second are summed over, so that there can be one sample only. */
export const gemmProduct: Special = {
  name: 'Gemm',
  kind: 'special',
  gap: (site) => floatGap(site) ?? form(site) ?? acrossRows(true, site.inputs[0]!, 'sums over'),
  bounds(emit, site, [a, b, c]) {
    const [left] = site.inputs;
    const attributes = { transB: intOf(site, 'transB', 0) };
    const multiply = { operator: 'Gemm', attributes, terms: left!.dims[1]! } as const;
    const product = productBounds(emit, site.outputs[0]!.dims, multiply, a!, b!);
    if (!c) return [product];
    return [joinBounds(emit, site, { name: 'Add', kind: 'join', signs: () => [1, 1] }, [product, c])];
  },
};

function form(site: Site): string | null {
  const plain = floatOf(site, 'alpha', 1) === 1 && floatOf(site, 'beta', 1) === 1;
  if (plain && intOf(site, 'transA', 0) === 0) return null;
  return 'both operands depend on the input, and it is not in canonical form (alpha = beta = 1, transA = 0)';
}
