import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDenoiser, matchDenoiser } from '../../src/service/denoiser.ts';
import type { Declaration, Model, ModelFacts } from '../../src/service/model/model.ts';
import type { Records } from '../../src/service/ports.ts';
import { aModel, memoryRecords } from '../support/records.ts';

function model(id: string, facts: Partial<ModelFacts>, declared: Partial<Declaration> = {}): Model {
  const plain = aModel(id);
  return {
    ...plain,
    facts: { ...plain.facts, sample_shape: [1, 8, 8], ...facts },
    declared: { ...plain.declared, ...declared },
  };
}
const classifier = model('mdl_f', { classes: 10 });
const denoiser = (facts: Partial<ModelFacts> = {}, declared: Partial<Declaration> = {}) =>
  model('mdl_d', { role: 'denoiser', classes: 0, ...facts }, declared);
const codes = (one: Model, front: Model) => matchDenoiser(one, front).map(({ code }) => code);

describe('the denoiser that a request names', () => {
  let records: Records;
  beforeEach(async () => {
    records = await memoryRecords();
    await records.addModel(denoiser());
  });
  afterEach(() => records.close());

  it('is looked up where the method takes one', async () => {
    const find = (method: Record<string, unknown>) => findDenoiser(records, method);
    expect(await find({ name: 'smoothing', denoiser: 'mdl_d' })).toEqual(denoiser());
    expect(await find({ name: 'smoothing' })).toBeNull();
    expect(await find({ name: 'smoothing', denoiser: 3 })).toBeNull();
    expect(await find({ name: 'interval', denoiser: 'mdl_x' })).toBeNull();
    expect(await find({ name: 'magic', denoiser: 'mdl_x' })).toBeNull();
    expect(await findDenoiser(records, undefined)).toBeNull();
    expect(await find({ name: 'smoothing', denoiser: 'mdl_x' })).toEqual([
      { code: 'denoiser_unknown', message: 'there is no model "mdl_x"', pointer: '/method/denoiser' },
    ]);
  });
});

describe('a denoiser', () => {
  it('stands in front of a model that takes what it gives', () => {
    expect(codes(classifier, denoiser())).toEqual([]);
    expect(codes(classifier, denoiser({}, { domain: null, grid: null }))).toEqual([]);
    expect(codes(model('mdl_f', {}, { domain: null }), denoiser({}, { domain: [-1, 1] }))).toEqual([]);
  });

  it('is not one that gives class scores', () => {
    const [fault] = matchDenoiser(null, model('mdl_c', { classes: 10 }));
    expect(fault).toMatchObject({ code: 'not_a_denoiser', pointer: '/method/denoiser' });
    expect(fault!.message).toContain('[1, 8, 8] and gives 10 class scores');
    expect(codes(classifier, model('mdl_c', { classes: 64, sample_shape: [64] }))).toEqual([
      'denoiser_shape_mismatch',
    ]);
  });

  it('may be a flat model with as many scores as values, also one of an older release', () => {
    const flat = (id: string, classes: number) => model(id, { sample_shape: [4], classes });
    expect(codes(flat('mdl_f', 3), flat('mdl_d', 4))).toEqual([]);
    expect(codes(flat('mdl_f', 3), flat('mdl_d', 3))).toEqual(['not_a_denoiser']);
    expect(
      codes(model('mdl_f', { sample_shape: [4, 1] }), model('mdl_d', { sample_shape: [4, 1], classes: 4 })),
    ).toEqual(['not_a_denoiser']);
  });

  it('is not the model itself, under whatever name', () => {
    const flat = model('mdl_f', { sample_shape: [4], classes: 4 });
    expect(codes(flat, { ...flat, id: 'mdl_other' })).toEqual(['denoiser_is_model']);
  });

  it.each<[string, Partial<ModelFacts>, Partial<Declaration>, string, string]>([
    ['another shape', { sample_shape: [3, 8, 8] }, {}, '[1, 8, 8] (NCHW)', '[3, 8, 8] (NCHW)'],
    ['the axes elsewhere', { sample_shape: [8, 8, 1] }, { layout: 'NHWC' }, '(NCHW)', '[8, 8, 1] (NHWC)'],
    ['one axis more', { sample_shape: [1, 1, 8, 8] }, {}, '[1, 8, 8]', '[1, 1, 8, 8]'],
  ])('is refused for %s, with both sides', (_, facts, declared, wanted, given) => {
    const [fault, ...more] = matchDenoiser(classifier, denoiser(facts, declared));
    expect([fault?.code, more]).toEqual(['denoiser_shape_mismatch', []]);
    expect(fault!.message).toContain(wanted);
    expect(fault!.message).toContain(given);
  });

  it('is refused for the other layout where the shape is the same', () => {
    const [cube, other] = (['NCHW', 'NHWC'] as const).map((layout) =>
      denoiser({ sample_shape: [3, 4, 3] }, { layout }),
    );
    const image = model('mdl_f', { sample_shape: [3, 4, 3] });
    expect(codes(image, cube!)).toEqual([]);
    expect(codes(image, other!)).toEqual(['denoiser_shape_mismatch']);
    const plane = denoiser({ sample_shape: [3, 3] }, { layout: 'NHWC' });
    expect(codes(model('mdl_f', { sample_shape: [3, 3] }), plane)).toEqual([]);
  });

  it('is refused for everything at once, the domain too', () => {
    const wrong = model('mdl_c', { sample_shape: [2, 8, 8] }, { domain: [-1, 1] });
    const faults = matchDenoiser(classifier, wrong);
    expect(faults.map(({ code }) => code)).toEqual([
      'not_a_denoiser',
      'denoiser_shape_mismatch',
      'denoiser_domain_mismatch',
    ]);
    expect(faults[2]!.message).toMatch(/domain is \[0, 1\]; that of the denoiser is \[-1, 1\]/);
    expect(matchDenoiser(null, denoiser())).toEqual([]);
  });
});
