import { takesDenoiser } from './method.ts';
import { channelsFirst } from './dataset/layout.ts';
import type { Fault } from './errors.ts';
import { canDenoise, type Model } from './model/model.ts';
import type { Records } from './ports.ts';

const POINTER = '/method/denoiser';
const fault = (code: string, message: string): Fault => ({ code, message, pointer: POINTER });

/** The model that a request's method names as the denoiser; null where none is named, or the method takes none. */
export async function findDenoiser(
  records: Pick<Records, 'model'>,
  method: Readonly<Record<string, unknown>> | undefined,
): Promise<Model | Fault[] | null> {
  const id = method?.['denoiser'];
  if (typeof id !== 'string' || !takesDenoiser(method?.['name'])) return null;
  return (await records.model(id)) ?? [fault('denoiser_unknown', `there is no model "${id}"`)];
}

/** What keeps the denoiser from standing in front of the model, everything at once; as far as it goes without a model. */
export function matchDenoiser(model: Model | null, denoiser: Model): readonly Fault[] {
  if (model?.digest === denoiser.digest) {
    const message = `the denoiser "${denoiser.id}" is the model of the job itself; name another one, or none`;
    return [fault('denoiser_is_model', message)];
  }
  const faults = canDenoise(denoiser.facts) ? [] : [notADenoiser(denoiser)];
  return model ? [...faults, ...shapeMismatch(model, denoiser), ...domainMismatch(model, denoiser)] : faults;
}

function notADenoiser({ id, facts }: Model): Fault {
  const message = `"${id}" is a classifier: it takes samples of shape ${write(facts.sample_shape)} and gives ${facts.classes} class scores; a denoiser gives samples of the shape that it takes`;
  return fault('not_a_denoiser', message);
}

/** What a denoiser gives is handed on as it is: value by value, in the same order. */
function shapeMismatch(model: Model, denoiser: Model): Fault[] {
  const [wanted, given] = [model, denoiser].map(({ facts, declared }) => {
    const { sample_shape: shape } = facts;
    return {
      shape: write(shape),
      axes: write(channelsFirst(shape, declared.layout)),
      layout: declared.layout,
    };
  });
  if (wanted!.shape === given!.shape && wanted!.axes === given!.axes) return [];
  const said = ({ shape, layout }: { shape: string; layout: string }) => `${shape} (${layout})`;
  const message = `the model takes samples of shape ${said(wanted!)}; the denoiser takes and gives ${said(given!)}; they must be the same`;
  return [fault('denoiser_shape_mismatch', message)];
}

/** A domain that is not declared is not compared. */
function domainMismatch(model: Model, denoiser: Model): Fault[] {
  const [wanted, given] = [model.declared.domain, denoiser.declared.domain];
  if (!wanted || !given || (wanted[0] === given[0] && wanted[1] === given[1])) return [];
  const message = `the model's domain is ${write(wanted)}; that of the denoiser is ${write(given)}; they must be the same: what scales the values belongs into the denoiser's graph`;
  return [fault('denoiser_domain_mismatch', message)];
}

const write = (numbers: readonly number[]): string => `[${numbers.join(', ')}]`;
