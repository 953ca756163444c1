import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../support/client.ts';
import type { Client, Problem } from '../support/client.ts';
import { numbers } from '../certify/numbers.ts';
import { admitDigits } from '../support/digits.ts';
import { brightest, bytesOfModel, linear } from '../support/models.ts';
import { startStandalone } from '../support/standalone.ts';
import type { Standalone } from '../support/standalone.ts';

let services: readonly Standalone[];
let client: Client;
beforeAll(async () => {
  services = await Promise.all(
    [{}, { RUNNERS: '1', CHUNK_SAMPLES: '1', CHUNK_SECONDS: '0.1' }].map(startStandalone),
  );
  client = services[0]!.client;
});
afterAll(() => Promise.all(services.map((service) => service.close())));

const admitModel = (on: Client, model: Parameters<typeof bytesOfModel>[0], metadata: object = {}) =>
  on.admit('/v1/models', [{ name: 'file', content: bytesOfModel(model) }], { domain: [0, 1], ...metadata });
const admitData = (on: Client, samples: object) =>
  on.admit('/v1/datasets', [{ name: 'file', content: JSON.stringify(samples), filename: 'samples.json' }]);

async function ended(on: Client, job: object) {
  const { id } = await on.submit(job);
  expect(await on.ended(id)).toMatchObject({ status: 'succeeded', error: null });
  return { id, rows: await on.rows(id) };
}

async function refused(job: object): Promise<(readonly [string, string | undefined])[]> {
  const { status, body } = await client.post<Problem>('/v1/jobs?validate_only=true', job);
  expect(status).toBe(422);
  return body.errors.map(({ code, pointer }) => [code, pointer] as const);
}

describe('certificates against patches', () => {
  const SIDE = 6;
  const COLUMNS = [0, 1, 2, 3, 4, 5, 6];
  /** Bright in the first columns, each in one of its pixels. */
  const image = (bright: number): number[] =>
    Array.from({ length: SIDE * SIDE }, (_, i) =>
      i % SIDE < bright && Math.floor(i / SIDE) === i % SIDE ? 1 : 0.25,
    );
  const samples = {
    inputs: COLUMNS.map((bright) => ({ data: image(bright), label: bright > 3 ? 1 : 0 })),
    shape: [1, SIDE, SIDE],
  };
  const METHOD = { name: 'structured_ablation', window: { kind: 'columns', side: 1 } };
  const admitted = async (on: Client, shape: readonly number[] = [2, SIDE, SIDE], layout = 'NCHW') => ({
    model: await admitModel(on, brightest(shape), { layout }),
    dataset: await admitData(on, samples),
  });
  /** b of six columns vote for class 1, which loses ties. A patch takes as many votes as it is wide. */
  const truthOf = (bright: number) => [
    bright > 3 ? 1 : 0,
    Math.floor((bright > 3 ? 2 * bright - 7 : 6 - 2 * bright) / 2),
  ];

  it('are those that can be counted, and tell the plain class of the whole image beside', async () => {
    const { id, rows } = await ended(client, { ...(await admitted(client)), method: METHOD });
    for (const bright of COLUMNS) {
      const [prediction, radius] = truthOf(bright);
      expect(rows[bright]).toMatchObject({
        verdict: 'certified',
        norm: 'patch',
        prediction,
        radius,
        base_prediction: bright > 0 ? 1 : 0,
        correct: true,
        evidence: { leader: prediction, votes: [6 - bright, bright], copies: 6, uncounted: 0 },
      });
    }
    const summary = await client.summary(id);
    expect(summary).toMatchObject({
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
      clean_accuracy: 1,
      undecided: 0,
      norm: 'patch',
    });
    expect(summary.certified_accuracy.map(({ radius, value }) => [radius, Math.round(7 * value)])).toEqual([
      [0, 7],
      [1, 5],
      [2, 3],
      [3, 1],
    ]);
  });

  it('are the same in either layout, with a value for absent pixels, and however the job is cut', async () => {
    const expected = digestOf((await ended(client, { ...(await admitted(client)), method: METHOD })).rows);
    const last = await admitted(client, [SIDE, SIDE, 2], 'NHWC');
    expect(digestOf((await ended(client, { ...last, method: METHOD })).rows)).toBe(expected);
    const plain = await admitted(client, [1, SIDE, SIDE]);
    const valued = { ...METHOD, absent: { value: 0.25 } };
    expect(digestOf((await ended(client, { ...plain, method: valued })).rows)).toBe(expected);
    const other = services[1]!.client;
    expect(digestOf((await ended(other, { ...(await admitted(other)), method: METHOD })).rows)).toBe(
      expected,
    );
  });

  it('are refused with the parameter that stands in the way', async () => {
    const ids = await admitted(client);
    const one = await admitted(client, [1, SIDE, SIDE]);
    expect(await refused({ ...ids, method: { ...METHOD, window: { kind: 'columns', side: 4 } } })).toEqual([
      ['window_too_large', '/method/window'],
    ]);
    expect(await refused({ ...one, method: METHOD })).toEqual([['channel_mismatch', '/method/absent']]);
    expect(await refused({ ...ids, method: { ...METHOD, absent: { value: 0 } } })).toEqual([
      ['shape_mismatch', '/dataset'],
    ]);
    expect(
      await refused({ ...ids, method: { name: 'structured_ablation', window: { kind: 'disc' } } }),
    ).toEqual([
      ['value_invalid', '/method/window/kind'],
      ['field_missing', '/method/window/side'],
    ]);
  });
});

describe('certificates in L1 without chance', () => {
  const PLACES = Array.from({ length: 17 }, (_, i) => i);
  const samples = { inputs: PLACES.map((i) => ({ data: [i / 16], label: i > 8 ? 1 : 0 })), shape: [1] };
  const METHOD = { name: 'splitting', lambda: 0.25, seed: 'cd'.repeat(32) };
  const admitted = async (on: Client) => ({
    model: await admitModel(on, linear({ weight: [0, 1], bias: [0.5, 0] }), { grid: 1 / 16 }),
    dataset: await admitData(on, samples),
  });
  /** Pieces of eight steps around a place, cut to the grid: class 1 where the middle is above one half, nobody's where it is that. */
  const votesOf = (place: number): number[] => {
    const votes = [0, 0];
    for (let cut = place - 7.5; cut < place + 0.5; cut++) {
      const twice = Math.max(0, cut) + Math.min(16, cut + 8);
      if (twice !== 16) votes[twice > 16 ? 1 : 0]! += 1;
    }
    return votes;
  };

  it('are those that can be counted, of any perturbation or of those on the grid', async () => {
    const ids = await admitted(client);
    const { id, rows } = await ended(client, { ...ids, method: METHOD });
    const grid = await ended(client, { ...ids, method: { ...METHOD, perturbations: 'grid' } });
    for (const place of PLACES) {
      const votes = votesOf(place);
      const leader = votes[1]! > votes[0]! ? 1 : 0;
      const steps = Math.floor((votes[leader]! - votes[1 - leader]! - leader) / 2);
      const uncounted = 8 - votes[0]! - votes[1]!;
      const evidence = { votes, leader, steps, uncounted, copies: 8, off_grid: 0 };
      expect(grid.rows[place]).toMatchObject({
        verdict: 'certified',
        norm: 'l1',
        prediction: leader,
        radius: steps / 16,
        evidence,
      });
      expect(rows[place]).toMatchObject({ verdict: 'certified', prediction: leader, evidence });
      expect(rows[place]!.radius).toBeLessThan((steps + 1) / 32);
      expect(rows[place]!.radius).toBeGreaterThan((steps + 1) / 32 - 1e-12);
    }
    expect(await client.summary(id)).toMatchObject({
      guarantee: { kind: 'deterministic', per: 'sample', arithmetic: 'float32' },
      norm: 'l1',
    });
    expect(await client.job(id)).toMatchObject({ method: { perturbations: 'any' }, seed: METHOD.seed });
  });

  it('are the same however the job is cut, and under any key for a single coordinate', async () => {
    const expected = digestOf((await ended(client, { ...(await admitted(client)), method: METHOD })).rows);
    const other = services[1]!.client;
    const { seed: _, ...derived } = METHOD;
    expect(digestOf((await ended(other, { ...(await admitted(other)), method: METHOD })).rows)).toBe(
      expected,
    );
    expect(digestOf((await ended(other, { ...(await admitted(other)), method: derived })).rows)).toBe(
      expected,
    );
  });

  it('are laid aside half-way and carried on, with the votes of an undisturbed run', async () => {
    const inputs = [0.2, 0.7].map((x) => ({ data: [x] }));
    const method = { ...METHOD, lambda: 15_000 };
    const run = async (on: Client) => ended(on, { model: (await admitted(on)).model, inputs, method });
    const [whole, pieces] = await Promise.all(services.map((service) => run(service.client)));
    expect(digestOf(pieces!.rows)).toBe(digestOf(whole!.rows));
    expect(whole!.rows[0]!.evidence['copies']).toBe(480_000);
  });

  it('are estimated beforehand, and refused with the largest lambda', async () => {
    const ids = await admitted(client);
    const answer = await client.post('/v1/jobs?validate_only=true', { ...ids, method: METHOD });
    expect(answer).toMatchObject({
      status: 200,
      body: { samples: 17, forward_passes: 17 * 8, planning: { least_draws: null, expected_draws: [] } },
    });
    const { planning } = (answer as { body: { planning: { largest_radius: number } } }).body;
    expect(planning.largest_radius).toBeCloseTo(5 / 32, 12);
    expect(await refused({ ...ids, method: { ...METHOD, lambda: 1e9 } })).toEqual([
      ['lambda_too_large', '/method/lambda'],
    ]);
    expect(await refused({ ...ids, method: { ...METHOD, lambda: 0.01, sigma: 1 } })).toEqual([
      ['field_unknown', '/method/sigma'],
      ['lambda_too_small', '/method/lambda'],
    ]);
  });
});

describe('certificates of the built-in digits', () => {
  /** A zero in sixteenths, row by row, and the same further to the right. */
  const ZERO = '005d9100 00dfaf50 03f20b80 04c00880 05800980 04b01c70 02ea5c00 006da000';
  const digits = Array.from({ length: 4 }, (_, right) =>
    ZERO.split(' ').flatMap((row) => [...row].map((_, i) => parseInt(row[(i + 8 - right) % 8]!, 16))),
  );
  const uniform = numbers(77);
  const whole = (below: number): number => Math.floor(uniform() * below);
  const toInputs = (images: readonly (readonly number[])[]) =>
    images.map((image) => ({ data: image.map((x) => x / 16) }));
  /** Moves one pixel after the other by one step. */
  const moved = (image: readonly number[], steps: number): number[] => {
    const other = [...image];
    for (let left = steps; left > 0; left--) {
      const j = whole(64);
      other[j] = Math.min(16, Math.max(0, other[j]! + (uniform() < 0.5 ? 1 : -1)));
    }
    return other;
  };
  const patched = (image: readonly number[], side: number): number[] => {
    const [top, left] = [whole(9 - side), whole(9 - side)];
    const inside = (at: number, from: number) => at >= from && at < from + side;
    return image.map((x, i) =>
      inside(Math.floor(i / 8), top) && inside(i % 8, left) ? (uniform() < 0.5 ? 0 : 16) : x,
    );
  };

  it.each([
    [
      'pixels that move',
      { name: 'splitting', lambda: 0.75, perturbations: 'grid', seed: 'ef'.repeat(32) },
      moved,
      16,
    ],
    [
      'patches',
      { name: 'structured_ablation', window: { kind: 'block', side: 3 }, absent: { value: 0 } },
      patched,
      1,
    ],
  ] as const)('hold against %s, by the very smoothed classifier', async (_, method, perturb, unit) => {
    const { model } = await admitDigits(client);
    const { rows } = await ended(client, { model, inputs: toInputs(digits), method });
    const certified = rows.filter(({ radius }) => radius !== null && radius > 0);
    expect(certified.length).toBeGreaterThan(1);
    const tries = certified.flatMap(({ index, radius, prediction }) =>
      Array.from({ length: 40 }, () => ({
        image: perturb(digits[index]!, Math.round(radius! * unit)),
        prediction,
      })),
    );
    const inputs = toInputs(tries.map(({ image }) => image));
    const perturbed = await ended(client, { model, inputs, method });
    expect(perturbed.rows.map(({ prediction }) => prediction)).toEqual(
      tries.map(({ prediction }) => prediction),
    );
  });
});

describe('the upload of a model', () => {
  it('says that the methods apply, or why not', async () => {
    const methods = async (id: string) =>
      (await client.ask<{ methods: Record<string, unknown> }>(`/v1/models/${id}`)).body.methods;
    expect(await methods(await admitModel(client, brightest([1, 6, 6])))).toMatchObject({
      splitting: { supported: true },
      structured_ablation: { supported: true },
    });
    const small = linear({ weight: [0, 1], bias: [0.5, 0] });
    expect(await methods(await admitModel(client, small, { grid: 0.3 }))).toMatchObject({
      splitting: { supported: false, reasons: [{ code: 'grid_mismatch' }] },
      structured_ablation: { supported: false, reasons: [{ code: 'one_pixel' }] },
    });
  });
});
