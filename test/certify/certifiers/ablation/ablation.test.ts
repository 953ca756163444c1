import { describe, expect, it } from 'vitest';
import type { SampleSession } from '../../../../src/certify/certifier.ts';
import { ablation } from '../../../../src/certify/certifiers/ablation/ablation.ts';
import { certifierLaws, classifying, outcomeOf } from '../../../laws/certifier.ts';
import { key } from '../../numbers.ts';
import { rowClassifier } from '../../synthetic.ts';
import { COLOURS, greens, greensLast, imageOf, KNOWN, settledFrom, turned } from './problem.ts';

const FIXED = { name: 'ablation', kept: 2, n0: 40, n: 2000, alpha: 1e-6 };
certifierLaws(ablation, FIXED, KNOWN);
certifierLaws(ablation, { ...FIXED, two_sided: true }, KNOWN);
certifierLaws(
  ablation,
  { ...FIXED, absent: { value: 0.5 } },
  {
    ...KNOWN,
    problem: { ...COLOURS, shape: [3, 3, 7] },
    subject: async (batch: number) => {
      const classifier = greens(batch);
      /** The first three channels are all that the classifier looks at. */
      const widened = (input: Float32Array) => {
        const wide = new Float32Array(2 * input.length);
        for (let row = 0; row < batch; row++) wide.set(input.subarray(63 * row, 63 * (row + 1)), 126 * row);
        return classifier.logits(wide);
      };
      return classifying({ batch, classes: 2, shape: [3, 3, 7], logits: widened });
    },
  },
);

const ANYTIME = { name: 'ablation', kept: 2, alpha: 1e-6, max_n: 1500 };
for (const goal of [{}, { target: { radius: 2 } }, { target: { width: 0.5 } }, { two_sided: true }])
  certifierLaws(ablation, { ...ANYTIME, ...goal }, KNOWN);

const opened = (fields: object, classifier = greens(16), problem = COLOURS) =>
  ablation.open(settledFrom(fields, problem), classifying(classifier), key(7)) as Promise<SampleSession>;

describe('ablation', () => {
  it.each([{ n: 500, n0: 20 }, { max_n: 500 }, { task: 'predict', n: 100 }])(
    'answers the same whether channels come first or last: %j',
    async (fields) => {
      const first = await opened(fields);
      const last = await opened(fields, greensLast(16), { ...COLOURS, shape: [3, 7, 6], layout: 'NHWC' });
      for (const green of [0, 3, 6, 12]) {
        const [one, other] = [imageOf(green), turned(imageOf(green))];
        expect(await outcomeOf(last, other)).toEqual(await outcomeOf(first, one));
      }
    },
  );

  it('states the class of a sample of which no pixel may change: radius 0', async () => {
    const outcome = await outcomeOf(await opened({ n: 20_000 }), imageOf(5));
    expect(outcome).toMatchObject({ verdict: 'certified', norm: 'l0', radius: 0, prediction: 0 });
    const anytime = await outcomeOf(await opened({ max_n: 20_000 }), imageOf(5));
    expect(anytime).toMatchObject({ verdict: 'certified', radius: 0, prediction: 0 });
    expect(await outcomeOf(await opened({ n: 2000 }), imageOf(6))).toMatchObject({
      verdict: 'abstained',
      radius: null,
    });
  });

  it('claims no radius where only the class is asked for', async () => {
    const session = await opened({ task: 'predict', n: 100 });
    expect(await outcomeOf(session, imageOf(0))).toMatchObject({
      verdict: 'predicted',
      radius: null,
      prediction: 0,
    });
  });

  it('gives the plain model the whole sample, as it is encoded', async () => {
    const session = await opened({ n: 100 });
    const { values } = imageOf(3);
    expect([...session.plain!(imageOf(3))]).toEqual([...values, ...values.map((x) => 1 - x)]);
    const same = await opened(
      { n: 100, absent: { value: 0 } },
      rowClassifier(4, 2, [63], () => [0, 1]),
      {
        ...COLOURS,
        shape: [63],
      },
    );
    expect(same.plain!(imageOf(3))).toEqual(values);
  });

  it('finds a classifier out whose rows look at each other', async () => {
    /** Shown values come with 1 − x: rows of draws have the same sum, and a row full of ones another. */
    const mixing = (input: Float32Array) => {
      const isCrowded = input.reduce((all, value) => all + value, 0) > 100;
      return Promise.resolve(
        Float32Array.from({ length: 8 }, (_, i) => (i % 2 === Number(isCrowded) ? 1 : 0)),
      );
    };
    expect(await (await opened({ n: 100 }, { ...greens(4), logits: mixing })).probe!(imageOf(3))).toMatch(
      /depends on the other rows/,
    );
    expect(await (await opened({ n: 100 })).probe!(imageOf(3))).toBe(null);
  });

  it('refuses samples and models that it was not settled for', async () => {
    const session = await opened({ n: 100 });
    const short = { ...imageOf(0), values: new Float32Array(42) };
    await expect(session.certify(short)).rejects.toThrow(/42 values.*63/);
    expect(() => session.plain!(short)).toThrow(RangeError);
    await expect(
      opened(
        { n: 100 },
        rowClassifier(4, 2, [6, 5, 7], () => [0, 1]),
      ),
    ).rejects.toThrow(/21 pixels for a model of \[6, 5, 7\]/);
    await expect(
      opened(
        { n: 100 },
        rowClassifier(4, 2, [3, 3, 7], () => [0, 1]),
      ),
    ).rejects.toThrow(RangeError);
  });

  it('derives other draws from other numbers of pixels, and the same from other caps, targets and levels', () => {
    const keyed = (fields: object) => ablation.keyed(settledFrom({ max_n: 5000, ...fields }));
    expect(keyed({ alpha: 0.01, target: { radius: 1 } })).toEqual(keyed({}));
    expect(keyed({ kept: 3 })).not.toEqual(keyed({}));
    expect(keyed({ n: 100, max_n: undefined })).not.toEqual(keyed({ n: 200, max_n: undefined }));
  });

  it('tells beforehand what draws can give', () => {
    const plan = (fields: object) => ablation.plan(settledFrom({ max_n: 5000, ...fields }));
    expect(plan({ target: { radius: 5 } })).toMatchObject({ largest_radius: 5 });
    const { least_draws } = plan({ target: { radius: 5 } });
    expect(least_draws).toBeGreaterThan(plan({ target: { radius: 1 } }).least_draws!);
    expect(plan({ max_n: 15 }).largest_radius).toBeLessThan(5);
    expect(ablation.plan(settledFrom({ task: 'predict', n: 100 })).largest_radius).toBe(null);
  });

  it('extends what stopped at a cap, and not what had a number of draws', () => {
    expect(ablation.extend(settledFrom({ max_n: 500 }), 900)).toMatchObject({
      settled: { max_n: 900, kept: 2 },
    });
    expect(ablation.extend(settledFrom({ n: 500 }), 900)).toMatchObject({
      obstacles: [{ code: 'not_extendable' }],
    });
    expect(ablation.extend(settledFrom({ max_n: 500 }), 400)).toMatchObject({
      obstacles: [{ code: 'not_larger' }],
    });
  });
});
