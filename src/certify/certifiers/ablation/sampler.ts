import { absenceOf, absentValue, present, sampleShapeOf } from '../../ablations/absence.ts';
import { pictureOf, pixelsOf, type Picture } from '../../ablations/picture.ts';
import { SubsetAblation } from '../../ablations/subsets.ts';
import type { Sample } from '../../certifier.ts';
import type { Sampler } from '../../voting/sampler.ts';
import type { AblationSettled } from './request.ts';

/** Shows samples as the method says. */
export interface AblationSampler extends Sampler {
  /** A sample with all its pixels, as the model takes it. */
  whole(sample: Sample): Float32Array;
}

/** `shape`: of a sample as the model takes it. `seed`: 32 bytes. Throws RangeError for a model that the method was not settled for. */
export function ablationSampler(
  method: AblationSettled,
  shape: readonly number[],
  seed: Uint8Array,
): AblationSampler {
  const absence = absenceOf(method.absent);
  const picture = pictureFor(method, shape);
  const ablation = new SubsetAblation(picture, method.kept, absence, seed);
  const expected = pixelsOf(picture) * picture.channels;
  const checked = ({ values }: Sample): Float32Array => {
    if (values.length === expected) return values;
    throw new RangeError(
      `a sample of ${values.length} values for a method that shows ${expected} to the model`,
    );
  };
  return {
    size: ablation.size,
    ends: [0, 1, absentValue(absence)],
    at(sample) {
      const values = checked(sample);
      return { distance: 0, fill: (out, draws) => ablation.fill(out, values, draws) };
    },
    whole: (sample) => present(absence, picture, checked(sample)),
  };
}

function pictureFor({ absent, layout, pixels }: AblationSettled, model: readonly number[]): Picture {
  const sample = sampleShapeOf(absenceOf(absent), model, layout);
  const picture = sample && pictureOf(sample, layout);
  if (picture && pixelsOf(picture) === pixels) return picture;
  throw new RangeError(`samples of ${pixels} pixels for a model of [${model.join(', ')}] (${layout})`);
}
