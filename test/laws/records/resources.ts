import { expect, it } from 'vitest';
import { aDataset, aJob, aModel, at, chunksOf, digestOf } from '../../support/records.ts';
import type { Scene } from '../records.ts';
import { aJobIn, anEnding } from './story.ts';

export function resourceLaws(scene: Scene): void {
  it('gives back a model as it was added', async () => {
    const odd = aModel('mdl_odd', {
      declared: {
        name: 'NUL \0, a lone \ud800 half, "quotes", ünï',
        domain: null,
        grid: null,
        classes: null,
        layout: 'NHWC',
      },
    });
    expect(await scene.records.addModel(odd)).toEqual({ model: odd, known: false });
    expect(await scene.records.model('mdl_odd')).toEqual(odd);
  });

  it('keeps the first of two models with one id', async () => {
    await scene.records.addModel(aModel());
    const again = await scene.records.addModel(aModel('mdl_1', { created_at: at(9), size: 5 }));
    expect(again).toEqual({ model: aModel(), known: true });
    expect(await scene.records.model('mdl_1')).toEqual(aModel());
  });

  it('adds a model once when twenty add it', async () => {
    const other = await scene.open();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, k) =>
        (k % 2 ? other : scene.records).addModel(aModel('mdl_1', { size: k })),
      ),
    );
    expect(answers.filter(({ known }) => !known)).toHaveLength(1);
    expect(new Set(answers.map(({ model }) => model.size)).size).toBe(1);
  });

  it('gives back a dataset as it was added, and keeps the first', async () => {
    expect(await scene.records.addDataset(aDataset())).toEqual({ dataset: aDataset(), known: false });
    const again = await scene.records.addDataset(aDataset('dst_1', { size: 5, parts: [] }));
    expect(again).toEqual({ dataset: aDataset(), known: true });
    expect(await scene.records.dataset('dst_1')).toEqual(aDataset());
  });

  it('knows nothing of ids that are not there, nor of ids that begin like one', async () => {
    await scene.records.addModel(aModel());
    await scene.records.addDataset(aDataset());
    for (const id of ['', 'mdl_', 'MDL_1', 'mdl_1\0', 'mdl_1\0x', '\ud800', "' or 1=1 --", '%']) {
      expect(await scene.records.model(id), id).toBeNull();
      expect(await scene.records.dataset(id.replace('mdl', 'dst')), id).toBeNull();
      expect(await scene.records.removeModel(id), id).toBe('unknown');
      expect(await scene.records.removeDataset(id.replace('mdl', 'dst')), id).toBe('unknown');
    }
    expect(await scene.records.model('mdl_1')).toEqual(aModel());
  });

  it('removes a model and a dataset, and says what they named', async () => {
    const dataset = aDataset('dst_1', {
      parts: ['file', 'labels'].map((part) => ({
        part: part as 'file' | 'labels',
        filename: null,
        digest: digestOf('same bytes'),
        size: 1,
      })),
    });
    await scene.records.addModel(aModel());
    await scene.records.addDataset(dataset);
    expect(await scene.records.removeModel('mdl_1')).toEqual({ digest: digestOf('mdl_1') });
    expect(await scene.records.removeModel('mdl_1')).toBe('unknown');
    expect(await scene.records.model('mdl_1')).toBeNull();
    const removed = await scene.records.removeDataset('dst_1');
    expect(removed).toEqual({ digests: [digestOf('dst_1'), digestOf('same bytes')] });
    expect(await scene.records.removeDataset('dst_1')).toBe('unknown');
    expect(await scene.records.addDataset(dataset)).toEqual({ dataset, known: false });
  });

  it('says whether anything names a blob', async () => {
    const { records } = scene;
    const part = digestOf('part');
    await records.addModel(aModel('mdl_a', { digest: digestOf('shared') }));
    await records.addModel(aModel('mdl_b', { digest: digestOf('shared') }));
    await records.addDataset(
      aDataset('dst_a', { parts: [{ part: 'file', filename: null, digest: part, size: 1 }] }),
    );
    expect(await records.namesBlob(digestOf('nothing'))).toBe(false);
    expect(await records.namesBlob(digestOf('dst_a'))).toBe(true);
    expect(await records.namesBlob(part)).toBe(true);
    await records.removeDataset('dst_a');
    expect(await records.namesBlob(part)).toBe(false);
    expect(await records.namesBlob(digestOf('dst_a'))).toBe(false);
    await records.removeModel('mdl_a');
    expect(await records.namesBlob(digestOf('shared'))).toBe(true);
    await records.removeModel('mdl_b');
    expect(await records.namesBlob(digestOf('shared'))).toBe(false);
  });

  it('says that a blob is named while an unfinished job reads it', async () => {
    const { records } = scene;
    const read = [digestOf('old model'), digestOf('old data'), digestOf('old denoiser')] as const;
    await records.addModel(aModel('mdl_d', { digest: digestOf('the denoiser') }));
    const front = { denoiser_id: 'mdl_d', denoiser_digest: read[2] };
    await aJobIn(records, { job: { model_digest: read[0], dataset_digest: read[1], ...front } });
    for (const digest of read) expect(await records.namesBlob(digest)).toBe(true);
    await records.end('job_1', at(3), anEnding('failed'));
    for (const digest of read) expect(await records.namesBlob(digest)).toBe(false);
  });

  it('keeps what an unfinished job names, and lets go of it when the job ends', async () => {
    const { records } = scene;
    await aJobIn(records);
    expect(await records.removeModel('mdl_1')).toBe('in_use');
    expect(await records.removeDataset('dst_1')).toBe('in_use');
    await records.stop('job_1', 'canceled', at(2), null);
    expect(await records.removeModel('mdl_1')).toBe('in_use');
    await records.end('job_1', at(3), anEnding('canceled'));
    expect(await records.removeModel('mdl_1')).toEqual({ digest: digestOf('mdl_1') });
    expect(await records.removeDataset('dst_1')).toMatchObject({
      digests: [digestOf('dst_1'), expect.anything()],
    });
    expect(await records.job('job_1')).toMatchObject({ model_id: 'mdl_1', model_digest: digestOf('mdl_1') });
  });

  it('keeps a denoiser like a model, and refuses a job whose denoiser is gone', async () => {
    const { records } = scene;
    const denoised = { denoiser_id: 'mdl_d', denoiser_digest: digestOf('mdl_d') };
    await records.addModel(aModel());
    await records.addDataset(aDataset());
    expect(await records.addJob(aJob('job_1', denoised), chunksOf('job_1', 2))).toBe('denoiser_unknown');
    expect(await records.job('job_1')).toBeNull();
    await records.addModel(aModel('mdl_d'));
    expect(await records.addJob(aJob('job_1', denoised), chunksOf('job_1', 2))).toBe('added');
    expect(await records.job('job_1')).toEqual(aJob('job_1', denoised));
    expect(await records.removeModel('mdl_d')).toBe('in_use');
    await records.end('job_1', at(3), anEnding('failed'));
    expect(await records.removeModel('mdl_d')).toEqual({ digest: digestOf('mdl_d') });
  });

  it('refuses a job whose model or dataset is gone, and leaves nothing of it', async () => {
    const { records } = scene;
    await records.addDataset(aDataset());
    expect(await records.addJob(aJob(), chunksOf('job_1', 2))).toBe('model_unknown');
    await records.addModel(aModel());
    await records.removeDataset('dst_1');
    expect(await records.addJob(aJob(), chunksOf('job_1', 2))).toBe('dataset_unknown');
    expect(await records.job('job_1')).toBeNull();
    expect(await records.events('job_1', 0, 9)).toEqual([]);
    await records.addDataset(aDataset());
    expect(await records.addJob(aJob(), chunksOf('job_1', 2))).toBe('added');
  });

  it('lets either the job or the removal win, never both', async () => {
    const other = await scene.open();
    for (let round = 0; round < 12; round++) {
      const [model, dataset, job] = [`mdl_${round}`, `dst_${round}`, `job_${round}`];
      const denoiser = `mdl_front_${round}`;
      await scene.records.addModel(aModel(denoiser));
      await scene.records.addModel(aModel(model));
      await scene.records.addDataset(aDataset(dataset));
      const adding = () =>
        scene.records.addJob(
          aJob(job, { model_id: model, dataset_id: dataset, denoiser_id: denoiser }),
          chunksOf(job, 3),
        );
      const removals = [
        () => other.removeModel(model),
        () => other.removeDataset(dataset),
        () => other.removeModel(denoiser),
      ];
      const removing = removals[Math.floor(round / 2) % 3]!;
      const [added, removed] =
        round % 2
          ? await Promise.all([adding(), removing()])
          : await Promise.all([removing(), adding()]).then(([r, a]) => [a, r] as const);
      expect(added === 'added', `${added} ${JSON.stringify(removed)}`).toBe(removed === 'in_use');
      expect((await scene.records.job(job)) !== null).toBe(added === 'added');
    }
  });
}
