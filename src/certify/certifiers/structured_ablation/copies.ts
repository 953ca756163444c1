import { absenceOf, absentValue, present, sampleShapeOf } from '../../ablations/absence.ts';
import { pictureOf, pixelsOf, type Picture } from '../../ablations/picture.ts';
import { WindowAblation } from '../../ablations/windows.ts';
import type { Sample } from '../../certifier.ts';
import type { Copies } from '../../exhaustive/copies.ts';
import type { StructuredSettled } from './request.ts';

/** Shows samples through every window in turn. */
export interface WindowCopies extends Copies {
  /** A sample with all its pixels, as the model takes it. */
  whole(sample: Sample): Float32Array;
}

/** `shape`: of a sample as the model takes it. Throws RangeError for a model that the method was not settled for. */
export function windowCopies(method: StructuredSettled, shape: readonly number[]): WindowCopies {
  const absence = absenceOf(method.absent);
  const picture = pictureFor(method, shape);
  const ablation = new WindowAblation(picture, method.window, absence);
  const expected = pixelsOf(picture) * picture.channels;
  const checked = ({ values }: Sample): Float32Array => {
    if (values.length === expected) return values;
    throw new RangeError(
      `a sample of ${values.length} values for a method that shows windows of ${expected} to the model`,
    );
  };
  return {
    count: ablation.votes,
    size: ablation.size,
    ends: [absentValue(absence)],
    at(sample) {
      const values = checked(sample);
      return { distance: 0, fill: (out, draws) => ablation.fill(out, values, draws) };
    },
    whole: (sample) => present(absence, picture, checked(sample)),
  };
}

function pictureFor({ absent, layout, height, width }: StructuredSettled, model: readonly number[]): Picture {
  const sample = sampleShapeOf(absenceOf(absent), model, layout);
  const picture = sample && pictureOf(sample, layout);
  if (picture && picture.height === height && picture.width === width) return picture;
  throw new RangeError(
    `samples of ${height} × ${width} pixels for a model of [${model.join(', ')}] (${layout})`,
  );
}
