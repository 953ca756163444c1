import { expect, it } from 'vitest';
import type { Examined } from '../../../src/service/model/model.ts';
import { aModel } from '../../support/records.ts';
import type { Scene } from '../records.ts';

const found = (version: number, ...nodes: string[]): Examined[string] => ({
  version,
  obstacles: nodes.map((node) => ({ code: 'operator_without_bounds', message: `no "${node}"`, node })),
});

export function examinationLaws(scene: Scene): void {
  it('adds to a model what was found out about it, and changes nothing else', async () => {
    const { records } = scene;
    await records.addModel(aModel());
    await records.addModel(aModel('mdl_2'));
    const examined = { interval: found(1, 'NUL \0', 'a lone \ud800 half') };
    const after = { ...aModel(), facts: { ...aModel().facts, examined } };
    expect(await records.addExamined('mdl_1', examined)).toEqual(after);
    expect(await records.model('mdl_1')).toEqual(after);
    expect((await records.models({ limit: 9, cursor: null })).data).toContainEqual(after);
    expect(await records.model('mdl_2')).toEqual(aModel('mdl_2'));
    expect(await records.addModel(aModel())).toEqual({ model: after, known: true });
  });

  it('keeps what a newer version found, and what was found first', async () => {
    const { records } = scene;
    await records.addModel(aModel());
    await records.addExamined('mdl_1', { interval: found(2, 'a') });
    await records.addExamined('mdl_1', { interval: found(1, 'b'), other: found(1) });
    await records.addExamined('mdl_1', { interval: found(2, 'c') });
    const stands = { interval: found(2, 'a'), other: found(1) };
    expect((await records.model('mdl_1'))?.facts.examined).toEqual(stands);
    await records.addExamined('mdl_1', { interval: found(3) });
    expect((await records.model('mdl_1'))?.facts.examined).toEqual({ ...stands, interval: found(3) });
  });

  it('knows no model that is not there', async () => {
    for (const id of ['mdl_1', '', 'mdl_1\0']) expect(await scene.records.addExamined(id, {})).toBe(null);
  });

  it('loses nothing when many find out at once', async () => {
    const stores = [scene.records, await scene.open()];
    await scene.records.addModel(aModel());
    await Promise.all(
      Array.from({ length: 12 }, (_, k) =>
        stores[k % 2]!.addExamined('mdl_1', { [`method_${k % 6}`]: found(k < 6 ? 1 : 2, `node ${k}`) }),
      ),
    );
    const { examined } = (await scene.records.model('mdl_1'))!.facts;
    expect(examined).toEqual(
      Object.fromEntries([0, 1, 2, 3, 4, 5].map((k) => [`method_${k}`, found(2, `node ${k + 6}`)])),
    );
  });
}
