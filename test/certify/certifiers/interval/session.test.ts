import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchRow, BatchSession, Sample, Subject } from '../../../../src/certify/certifier.ts';
import { topClass } from '../../../../src/certify/classifier.ts';
import type { IntervalSettled } from '../../../../src/certify/certifiers/interval/request.ts';
import { interval } from '../../../../src/certify/certifiers/interval/interval.ts';
import { openInterval } from '../../../../src/certify/certifiers/interval/session.ts';
import { GraphBuilder } from '../../../../src/graph/builder.ts';
import { convolutional, linear, notANumber, weights } from '../../../support/models.ts';
import { numbers } from '../../numbers.ts';
import { SETTLED, sampleOf, subjectOf } from './problem.ts';

const BATCH = 8;
const METHOD: IntervalSettled = { ...SETTLED, domain: [0, 1], epsilon: [0.001, 0.01] };
const uniform = numbers(3);
const images = Array.from({ length: BATCH }, (_, i) =>
  sampleOf(
    i,
    Array.from({ length: 36 }, () => uniform()),
  ),
);

/** Samples in the rows that they are given with, beside what the model says of them there. */
async function rowsOf({ classifier }: Subject, given: readonly (readonly [Sample, number])[]) {
  const { batch, classes, shape } = classifier;
  const size = shape.reduce((product, n) => product * n, 1);
  const input = new Float32Array(batch * size);
  for (const [{ values }, row] of given) input.set(values, row * size);
  const logits = await classifier.logits(input);
  return given.map(([sample, row]): BatchRow => ({ sample, row, base: topClass(logits, row, classes) }));
}

describe('a session', () => {
  let subject: Subject;
  let session: BatchSession;
  let rows: readonly BatchRow[];
  beforeAll(async () => {
    subject = await subjectOf(convolutional(), BATCH);
    session = await openInterval(METHOD, subject);
    rows = await rowsOf(
      subject,
      images.map((image, i) => [image, i] as const),
    );
  });

  it('answers outcomes in the order of the rows', async () => {
    const mixed = [rows[3]!, rows[0]!, rows[7]!];
    const outcomes = await session.certify(mixed);
    expect(outcomes.map(({ prediction }) => prediction)).toEqual(mixed.map(({ base }) => base));
    expect(outcomes.filter(({ verdict }) => verdict === 'certified').length).toBeGreaterThan(0);
  });

  it('certifies samples beside others that it has nothing to say of, with the same bits', async () => {
    const whole = await session.certify(rows);
    const spoiled = rows.map((row, i) => {
      if (i === 1) return { ...row, base: null };
      if (i === 2)
        return {
          ...row,
          sample: sampleOf(
            2,
            Array.from({ length: 36 }, () => NaN),
          ),
        };
      if (i === 4)
        return {
          ...row,
          sample: sampleOf(
            4,
            Array.from({ length: 36 }, () => 7),
          ),
        };
      return row;
    });
    const outcomes = await session.certify(spoiled);
    for (const i of [0, 3, 5, 6, 7]) expect(outcomes[i]).toEqual(whole[i]);
    expect([1, 2, 4].map((i) => outcomes[i]!.verdict)).toEqual(['undecided', 'undecided', 'undecided']);
    expect([1, 2, 4].map((i) => outcomes[i]!.reason)).toEqual([
      expect.stringContaining('tied'),
      expect.stringContaining('finite'),
      expect.stringContaining('domain'),
    ]);
  });

  it('says nothing of a batch in which there is nothing to say', async () => {
    let passes = 0;
    const nothing = rows.map((row) => ({ ...row, base: null }));
    const outcomes = await session.certify(nothing, { progress: (more) => (passes += more) });
    expect(outcomes.every(({ verdict }) => verdict === 'undecided')).toBe(true);
    expect(passes).toBe(0);
  });

  it('has smaller margins for larger sizes', async () => {
    for (const { evidence } of await session.certify(rows)) {
      const [first, second] = evidence['margins'] as number[];
      expect(second).toBeLessThan(first!);
    }
  });

  it('bounds the margin at every point that is tried: the sides and corners of the box too', async () => {
    const epsilon = 0.01;
    const outcomes = await session.certify(rows);
    const margins = outcomes.map(({ evidence }) => (evidence['margins'] as number[])[1]!);
    for (let round = 0; round < 200; round++) {
      const moved = images.map(({ values }, i) =>
        sampleOf(
          i,
          Array.from(values, (x) => clamp(x + epsilon * (round % 2 ? sign() : 2 * uniform() - 1))),
        ),
      );
      const input = new Float32Array(BATCH * 36);
      for (const [i, { values }] of moved.entries()) input.set(values, i * 36);
      const logits = await subject.classifier.logits(input);
      for (const [i, { base }] of rows.entries()) {
        const lead = logits[2 * i + base!]! - logits[2 * i + 1 - base!]!;
        expect(lead).toBeGreaterThanOrEqual(margins[i]!);
      }
    }
  });
  const sign = () => (uniform() < 0.5 ? -1 : 1);
  const clamp = (x: number) => Math.min(1, Math.max(0, Math.fround(x)));

  it('frees what it holds, once asked', async () => {
    const own = await openInterval(METHOD, subject);
    await own.release!();
    await expect(own.certify(rows)).rejects.toThrow();
  });
});

describe('sizes of channels', () => {
  it('widen each channel by its own', async () => {
    const subject = await subjectOf(linear({ weight: [4, 0, 0, 1], bias: [0, 0] }), 2);
    const rows = await rowsOf(subject, [[sampleOf(0, [0.5, 0.25]), 0]]);
    const margin = async (channels: number[]) => {
      const method = { ...METHOD, epsilon: 0.125, domain: null, reach: 9, channels };
      const [outcome] = await (await openInterval(method, subject)).certify(rows);
      expect(outcome!.evidence['channels']).toEqual(channels);
      expect(interval.guarantee(method as never)).toMatchObject({ channels });
      return Number(outcome!.evidence['margin_lower']);
    };
    // 4 x₀ − x₁ = 1.75, less 4 ε c₀ + ε c₁
    expect(await margin([1, 1])).toBeCloseTo(1.75 - 0.5 - 0.125, 4);
    expect(await margin([2, 1])).toBeCloseTo(1.75 - 1 - 0.125, 4);
    expect(await margin([1, 4])).toBeCloseTo(1.75 - 0.5 - 0.5, 4);
    expect(await margin([2, 1])).toBeLessThanOrEqual(1.75 - 1 - 0.125);
  });
});

describe('numbers that overflow on the way', () => {
  it('certify nothing', async () => {
    const subject = await subjectOf(notANumber(), 2);
    const method = { ...METHOD, domain: null, reach: 2 ** 40 };
    const session = await openInterval(method, subject);
    const rows: BatchRow[] = [{ sample: sampleOf(0, [0.5, 0.5, 0.5, 0.5]), row: 0, base: 0 }];
    const [outcome] = await session.certify(rows);
    expect(outcome!.verdict).toBe('undecided');
    expect(outcome!.reason).toContain('not bounded');
  });
});

describe('numbers that may overflow', () => {
  /** e^(90 x) leaves float32 near x = 1. */
  function steep() {
    const builder = new GraphBuilder('steep');
    const x = builder.input('x', ['batch', 2]);
    const grown = builder.node('Exp', [builder.node('Mul', [x, builder.constant([90])])]);
    const rectified = builder.node('Relu', [
      builder.node('Gemm', [grown, builder.constant([2, -1, -1, 1], [2, 2])]),
    ]);
    const last = [builder.constant([-1, 0, 0, 0], [2, 2]), builder.constant([1, 0])];
    builder.output(builder.node('Gemm', [rectified, ...last], {}, { outputs: ['logits'] }), ['batch', 2]);
    return builder.model();
  }

  it('certify nothing where they do, and harm no other row', async () => {
    const subject = await subjectOf(steep(), 2);
    const session = await openInterval({ ...METHOD, epsilon: 0.125, domain: null, reach: 2 }, subject);
    const rows: BatchRow[] = [
      { sample: sampleOf(0, [0.95, 1]), row: 0, base: 0 },
      { sample: sampleOf(1, [-1, -1]), row: 1, base: 0 },
    ];
    const outcomes = await session.certify(rows);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['undecided', 'certified']);
    expect(outcomes[0]!.reason).toContain('not bounded');
  });

  it('are watched by the graph that is run, where they can overflow at all', async () => {
    const subject = await subjectOf(steep(), 2);
    const { evaluator } = subject;
    const watched = async (reach: number) => {
      const sizes: number[] = [];
      const load = (bytes: Uint8Array | string) => {
        sizes.push(bytes.length);
        return evaluator.load(bytes);
      };
      await openInterval(
        { ...METHOD, domain: null, reach },
        { ...subject, evaluator: { ...evaluator, load } },
      );
      return sizes.at(-1)!;
    };
    expect(await watched(2)).toBeGreaterThan(await watched(0.1));
  });
});

describe('the self-check', () => {
  it('finds the first node whose deployed value is not what the bounds say', async () => {
    const subject = await subjectOf(convolutional(), BATCH);
    const other = convolutional();
    const initializers = other.graph.initializers.map((one) =>
      one.name === 'shift' ? { ...one, bytes: new Uint8Array(Float32Array.of(0.1, -0.2).buffer) } : one,
    );
    const wrong = { ...other, graph: { ...other.graph, initializers } };
    let asked = 0;
    // Compiled from the one model, and deployed as the other.
    const twoFaced = { ...subject, model: () => Promise.resolve(asked++ === 0 ? wrong : convolutional()) };
    const session = await openInterval(METHOD, twoFaced);
    const rows = await rowsOf(
      subject,
      images.map((image, i) => [image, i] as const),
    );
    const said = await session.probe!(rows);
    expect(said).toMatch(/^the node "conv" \(Conv\) gives .* for sample 0, .* outside .* by 0\.09/);
    expect(await (await openInterval(METHOD, subject)).probe!(rows)).toBe(null);
  });

  it('finds scores that are not what the bounds say', async () => {
    const subject = await subjectOf(linear({ weight: weights(12) }), 2);
    const classifier = {
      ...subject.classifier,
      logits: async (x: Float32Array) => (await subject.classifier.logits(x)).map((v) => v * 1.01),
    };
    const session = await openInterval(METHOD, { ...subject, classifier });
    const rows = await rowsOf(subject, [[sampleOf(5, [1, 0, 1, 0]), 1]]);
    expect(await session.probe!(rows)).toContain('the node "dense" (Gemm) gives');
  });

  it('finds margins that say too much', async () => {
    const subject = await subjectOf(linear({ weight: weights(12) }), 2);
    const { evaluator } = subject;
    const boastful: Subject['evaluator'] = {
      ...evaluator,
      async load(bytes) {
        const program = await evaluator.load(bytes);
        return {
          ...program,
          async run(feeds) {
            const results = await program.run(feeds);
            const { margins } = results;
            if (!margins) return results;
            const more = (margins.data as Float32Array).map((x) => x + 0.001);
            return { ...results, margins: { ...margins, data: more } };
          },
        };
      },
    };
    const rows = await rowsOf(subject, [[sampleOf(5, [1, 0, 1, 0]), 1]]);
    const session = await openInterval(METHOD, { ...subject, evaluator: boastful });
    expect(await session.probe!(rows)).toMatch(/margin over class \d of sample 5 is stated to be/);
    expect(await (await openInterval(METHOD, subject)).probe!(rows)).toBe(null);
  });
});
