import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/graph/builder.ts';
import { readConstant } from '../../src/graph/constant.ts';
import type { Canonical, Rewrite } from '../../src/graph/rewrites/canonical/canonical.ts';
import { verify } from '../../src/graph/rewrites/canonical/verify.ts';
import { print } from '../../src/graph/print.ts';
import { points, run, sizesOf, stateOf } from './rewrite/run.ts';
import { isLinear, roundingExcess } from './rewrite/rounding.ts';

export interface RewriteCase {
  readonly title: string;
  /** Dims of the input, the batch first. */
  readonly dims: readonly number[];
  /** Adds nodes of operator set 21 behind x; answers the output. */
  readonly build: (builder: GraphBuilder, x: string) => string;
  /** False where the rewrite must leave the graph as it is. */
  readonly applies?: boolean;
  /** Whether the graphs before and after are in the golden texts. */
  readonly golden?: boolean;
}

/** A state before simplification, for a rewrite to work on. */
export function stateFor({ dims, build }: Pick<RewriteCase, 'dims' | 'build'>): Promise<Canonical> {
  const builder = new GraphBuilder();
  const output = build(builder, builder.input('x', dims));
  builder.output(output, null);
  return stateOf(builder.model(21, 10), dims[0]!);
}

/**
 * What every rewrite must do:
 * - it leaves a legal graph, with the types that the engine finds, and magnitudes that are not below the constants;
 * - the outputs stay what they were, within 1e-5 of the largest; behind a softmax, what the softmax makes of them;
 * - where the graph is linear, the original's rounding stays within the slack of the rewritten graph, by float64;
 * - it answers the same object where it does not apply, and where it has been applied already.
 */
export function rewriteLaws(rewrite: Rewrite, cases: readonly RewriteCase[]): void {
  describe.each(cases)(`${rewrite.name}: $title`, (one) => {
    let before: Canonical;
    let after: Canonical;

    beforeAll(async () => {
      before = await stateFor(one);
      after = rewrite(before);
    });

    it('applies where it should, and answers the same object where it should not', () => {
      expect(after === before).toBe(one.applies === false);
      expect(rewrite(after)).toBe(after);
    });

    it('leaves a legal graph whose types are those that the engine finds', async () => {
      verify(after, rewrite.name);
      expect(Object.fromEntries(after.types)).toEqual(await sizesOf(after));
    });

    it('keeps the magnitudes of constants, none below its constant', () => {
      for (const [name, magnitude] of after.magnitudes) {
        const constant = after.model.graph.initializers.find((initializer) => initializer.name === name)!;
        expect(magnitude.dims).toEqual(constant.dims);
        const values = readConstant(constant).data as Float32Array;
        const magnitudes = readConstant(magnitude).data as Float32Array;
        expect(values.filter((value, i) => !(Math.abs(value) <= magnitudes[i]!))).toEqual(new Float32Array());
      }
    });

    it('keeps the outputs', async () => {
      for (const x of points(one.dims)) {
        const [expected, got] = [await run(before, x), await run(after, x)];
        const largest = Math.max(...expected.map(Math.abs), 1e-30);
        const apart = expected.map((value, i) => Math.abs(value - got[i]!) / largest);
        expect(got.length).toBe(expected.length);
        expect(Math.max(...apart)).toBeLessThanOrEqual(1e-5);
      }
    });

    if (one.golden) {
      it('gives the golden graph', async () => {
        const text = `${print(before.model.graph)}\n${print(after.model.graph)}`;
        const file = `${rewrite.name} ${one.title}`.replaceAll(/\W+/g, '-').toLowerCase();
        await expect(text).toMatchFileSnapshot(
          join(import.meta.dirname, `../golden/graphs/rewrites/${file}.txt`),
        );
      });
    }

    it('covers the rounding of the original, where the graph is linear', async () => {
      if (!isLinear(after)) return;
      for (const x of points(one.dims)) {
        const rounded = await run(before, x);
        expect(await roundingExcess(after, x, rounded)).toBeLessThanOrEqual(1);
      }
    });
  });
}
