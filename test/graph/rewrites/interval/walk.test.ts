import { describe, expect, it } from 'vitest';
import { evaluator } from '../../../../src/adapters/onnxruntime/evaluator.ts';
import type { Program } from '../../../../src/graph/evaluate.ts';
import { encode } from '../../../../src/graph/onnx/encode.ts';
import type { Canonical } from '../../../../src/graph/rewrites/canonical/canonical.ts';
import { canonical } from '../../../../src/graph/rewrites/canonical/compile.ts';
import type { Ball } from '../../../../src/graph/rewrites/interval/bounds.ts';
import type { Arithmetic } from '../../../../src/graph/rewrites/interval/emit.ts';
import { inputBounds } from '../../../../src/graph/rewrites/interval/input.ts';
import { boundsOfValues } from '../../../../src/graph/rewrites/interval/walk.ts';
import { Writer } from '../../../../src/graph/rewrites/interval/writer.ts';
import { elementCount, type Tensor } from '../../../../src/graph/tensor.ts';
import { numbers } from '../../../certify/numbers.ts';
import { floatsOf } from './asked.ts';
import { ballFaults, scaledBy } from './ball-law.ts';
import { randomNetwork } from './random-network.ts';

const ROWS = 3;
const SLACKS = [0, 1e-5, 1e-3, 0.05];
const MULTIPLIERS = [0.25, 1, 2, 8];

interface Question {
  readonly value: string;
  readonly slack: number;
  readonly multiplier: number;
}

/** Some values of the network, each with something that a consumer might need; the others are asked by these alone. */
function questions({ model }: Canonical, uniform: () => number): readonly Question[] {
  const values = model.graph.nodes.flatMap(({ outputs }) => outputs);
  const any = (of: readonly number[]) => of[Math.floor(uniform() * of.length)]!;
  return values
    .filter(() => uniform() < 0.6)
    .map((value) => ({ value, slack: any(SLACKS), multiplier: any(MULTIPLIERS) }));
}

async function balls(
  form: Canonical,
  asked: readonly Question[],
  feeds: Record<string, Tensor>,
  arithmetic: Arithmetic,
) {
  const emit = new Writer(arithmetic);
  const start = inputBounds(emit, form.types.get('x')!.dims, 'linf', false);
  const values = boundsOfValues(emit, form, start);
  const found = asked.map(({ value, slack, multiplier }) => values.get(value)!.ball({ slack, multiplier }));
  for (const [i, { centre, spread }] of found.entries()) {
    emit.builder.node('Identity', [centre], {}, { outputs: [`centre_${i}`] });
    emit.builder.node('Identity', [spread], {}, { outputs: [`spread_${i}`] });
    emit.builder.output(`centre_${i}`, null);
    emit.builder.output(`spread_${i}`, null);
  }
  const program = await evaluator.load(encode(emit.builder.model(21, 10)));
  const results = await program.run(feeds);
  await program.release();
  return found.map(({ multiplier, factor }: Ball, i) => ({
    multiplier,
    factor,
    centre: floatsOf(results[`centre_${i}`]!),
    spread: floatsOf(results[`spread_${i}`]!),
  }));
}

/** The canonical network, with all that is asked about as outputs. */
const open = ({ model }: Canonical, asked: readonly Question[]): Promise<Program> => {
  const outputs = asked.map(({ value }) => ({ name: value, type: { kind: 'unknown' } as const }));
  return evaluator.load(encode({ ...model, graph: { ...model.graph, outputs } }));
};

const float = (data: Float32Array, dims: readonly number[]): Tensor => ({ type: 'float32', dims, data });

describe.each(['float32', 'real'] as const)('balls of all values, in %s arithmetic', (arithmetic) => {
  it.each([0, 20, 40, 60])(
    'hold what the network computes, and the slack that was asked for: networks from %i',
    async (from) => {
      let tried = 0;
      for (let seed = from; seed < from + 20; seed++) {
        const { model, dims } = randomNetwork(seed);
        const uniform = numbers(seed + 0.75);
        const form = await canonical(model, evaluator, ROWS);
        const asked = questions(form, uniform);
        if (asked.length === 0) continue;
        const size = elementCount(dims);
        const centre = Float32Array.from({ length: ROWS * size }, () => 2 * uniform() - 1);
        const epsilon = Float32Array.of(0, 1e-3, 0.1);
        const found = await balls(
          form,
          asked,
          {
            x: float(centre, [ROWS, ...dims]),
            epsilon: float(epsilon, [ROWS, ...dims.map(() => 1)]),
            low: float(Float32Array.of(-Infinity), []),
            high: float(Float32Array.of(Infinity), []),
          },
          arithmetic,
        );
        const program = await open(form, asked);
        for (const corner of [0, 1, 2]) {
          const sign = () => (corner === 0 ? 0 : uniform() < 0.5 ? -1 : 1);
          const x = centre.map((one, at) => one + sign() * (1 - 1e-6) * epsilon[Math.floor(at / size)]!);
          const values = await program.run({ x: float(x, [ROWS, ...dims]) });
          for (const [i, { value, slack }] of asked.entries()) {
            const z = floatsOf(values[value]!);
            const ball = found[i]!;
            const faults = ballFaults(ball, slack, (at) => [scaledBy(ball.multiplier, z[at]!)]);
            expect([seed, value, slack, faults]).toEqual([seed, value, slack, []]);
            tried++;
          }
        }
        await program.release();
      }
      expect(tried).toBeGreaterThan(100);
    },
  );
});
