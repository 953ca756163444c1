import type { Capability } from './capability.ts';
import type { Dataset, DatasetDeclaration } from './dataset/dataset.ts';
import { matchDataset } from './dataset/match.ts';
import type { Fault } from './errors.ts';
import { Refusal } from './errors.ts';
import { parseFields } from './fields.ts';
import { contentId } from './identity.ts';
import type { Intake } from './lifecycle.ts';
import { iso } from './lifecycle.ts';
import type { Model } from './model/model.ts';
import type { Provable, Stored, StoredPart } from './provable.ts';
import { datasetDeclarationFields, modelDeclarationFields } from './request.ts';
import { sampleShapesFor } from './sample-shape.ts';
import type { Shelf } from './shelf.ts';

/** Declarations come as the part `metadata`. */
const inMetadata = (fault: Fault): Fault => ({ ...fault, pointer: `/metadata${fault.pointer ?? ''}` });

const invalid = (faults: readonly Fault[]): Refusal =>
  new Refusal('request_invalid', 'The declaration does not fit the contract', faults.map(inMetadata));

/** Does the work on uploads, then lets go of them: what no record names is forgotten. */
async function thenRelease<T>(shelf: Shelf, stored: readonly Stored[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await Promise.all(stored.map((one) => shelf.release(one)));
  }
}

const GONE = 'The same bytes were just removed; upload them again';

/** Examines uploads. That they are gone, because another process refused the same bytes, is nobody's fault. */
async function orGone<T>(
  { blobs }: Intake,
  stored: readonly Stored[],
  examine: () => Promise<T>,
): Promise<T> {
  try {
    return await examine();
  } catch (error) {
    const there = await Promise.all(stored.map(({ digest }) => blobs.has(digest)));
    throw there.every(Boolean) ? error : new Refusal('overloaded', GONE);
  }
}

/**
 * Another process may have removed the same bytes, of an upload that it refused, just before the record named them.
 * Then the record is taken back and the client asked to upload again.
 */
async function confirm({ blobs }: Intake, digest: string, takeBack: () => Promise<unknown>): Promise<void> {
  if (await blobs.has(digest)) return;
  await takeBack();
  throw new Refusal('overloaded', GONE);
}

type ModelDoor = Pick<Provable, 'admitModel' | 'model' | 'models' | 'removeModel' | 'support'>;

export function openModels(intake: Intake, shelf: Shelf, capability: Capability): ModelDoor {
  const { records, blobs, examiner, clock } = intake;
  const found = async (id: string): Promise<Model> => {
    const model = await records.model(id);
    if (!model) throw new Refusal('model_unknown', `There is no model "${id}"`);
    return model;
  };
  const completed = async (model: Model): Promise<Model> => (await capability.complete([model]))[0]!;
  return {
    admitModel: (stored, declaration) =>
      thenRelease(shelf, [stored], async () => {
        const { fields, faults } = parseFields(modelDeclarationFields, declaration);
        if (faults.length > 0) throw invalid(faults);
        const declared = fields as Required<typeof fields>;
        const id = contentId('mdl', stored.digest, declared);
        const known = await records.model(id);
        if (known) return { model: await completed(known), known: true };
        const facts = await orGone(intake, [stored], async () =>
          examiner.model(await blobs.path(stored.digest), declared),
        );
        const { digest, size } = stored;
        const added = await records.addModel({ id, digest, size, declared, facts, created_at: iso(clock) });
        await confirm(intake, digest, () => records.removeModel(id));
        return { ...added, model: await completed(added.model) };
      }),
    model: async (id) => completed(await found(id)),
    async models(query) {
      const page = await records.models(query);
      return { ...page, data: await capability.complete(page.data) };
    },
    async removeModel(id) {
      await found(id);
      const removed = await records.removeModel(id);
      if (removed === 'in_use') throw new Refusal('model_in_use');
      if (typeof removed === 'object') await shelf.forget(removed.digest);
    },
    support: (model) => capability.support(model),
  };
}

type DatasetDoor = Pick<Provable, 'admitDataset' | 'dataset' | 'datasets' | 'removeDataset'>;

export function openDatasets(intake: Intake, shelf: Shelf): DatasetDoor {
  const { records } = intake;
  const found = async (id: string): Promise<Dataset> => {
    const dataset = await records.dataset(id);
    if (!dataset) throw new Refusal('dataset_unknown', `There is no dataset "${id}"`);
    return dataset;
  };
  return {
    admitDataset: (parts, declaration) =>
      thenRelease(shelf, parts, async () => {
        const { fields, faults } = parseFields(datasetDeclarationFields, declaration);
        if (faults.length > 0) throw invalid(faults);
        const { model: modelId, ...declared } = fields as Required<typeof fields>;
        const model = modelId === null ? null : await records.model(modelId);
        if (modelId !== null && !model) {
          throw invalid([
            { code: 'model_unknown', message: `there is no model "${modelId}"`, pointer: '/model' },
          ]);
        }
        return admit(intake, shelf, parts, declared, model);
      }),
    dataset: found,
    datasets: (query) => records.datasets(query),
    async removeDataset(id) {
      await found(id);
      const removed = await records.removeDataset(id);
      if (removed === 'in_use') throw new Refusal('dataset_in_use');
      if (typeof removed === 'object')
        await Promise.all(removed.digests.map((digest) => shelf.forget(digest)));
    },
  };
}

/** The canonical form of compressed or 8-bit data can be larger than the upload. */
const CANONICAL_GROWTH = 8;

/** What is wrong with the samples for the model, by the method that finds least: one may encode them as the model takes them. */
function misfits(model: Model, dataset: Dataset): readonly Fault[] {
  return sampleShapesFor(model)
    .map((taken) => matchDataset(model, dataset, '/dataset', taken))
    .reduce((least, found) => (found.length < least.length ? found : least));
}

/** Examines the parts, keeps their canonical form, and checks it against the model when one is named. */
async function admit(
  intake: Intake,
  shelf: Shelf,
  parts: readonly StoredPart[],
  declared: DatasetDeclaration,
  model: Model | null,
) {
  const { records, blobs, examiner, scratch, clock, limits } = intake;
  const pathed = async ({ part, filename, digest }: StoredPart) => {
    return { part, filename, path: await blobs.path(digest) };
  };
  const out = await scratch.create();
  try {
    const facts = await orGone(intake, parts, async () =>
      examiner.dataset(await Promise.all(parts.map(pathed)), declared, out),
    );
    const stored = await shelf.put(scratch.read(out), limits.datasetBytes * CANONICAL_GROWTH);
    return await thenRelease(shelf, [stored], async () => {
      const { digest, size } = stored;
      const id = contentId('dst', digest, {
        declared,
        parts: parts.map(({ part, digest: of }) => [part, of]),
      });
      const dataset: Dataset = { id, digest, size, declared, parts, facts, created_at: iso(clock) };
      const faults = model ? misfits(model, dataset) : [];
      if (faults.length > 0)
        throw new Refusal('dataset_refused', 'The dataset does not fit the model', faults);
      const added = await records.addDataset(dataset);
      await confirm(intake, digest, () => records.removeDataset(id));
      return added;
    });
  } finally {
    await scratch.discard(out);
  }
}
