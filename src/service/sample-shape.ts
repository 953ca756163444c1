import { certifierOf, METHOD_NAMES, METHOD_SETTLED } from '../certify/certifiers/index.ts';
import { examplesOf, readingsOf } from './method.ts';
import { roleOf, type Model } from './model/model.ts';
import type { ChunkTask } from './task.ts';

/** The shape that samples must have for a model: its own, or another one where a method encodes them. */
export interface SampleShape {
  /** In the model's layout. Null where none would do, or the request does not tell: then other faults say what is wrong. */
  readonly shape: readonly number[] | null;
  /** The method that turns samples of the shape into what the model takes; null where the model takes them as they are. */
  readonly encoder: string | null;
}

/** For a method as a client asks for it, right or wrong; without one, for the model alone. */
export function sampleShapeFor(
  asked: Readonly<Record<string, unknown>> | undefined,
  { facts, declared }: Pick<Model, 'facts' | 'declared'>,
): SampleShape {
  const own = facts.sample_shape;
  const readings = asked ? readingsOf(asked) : [];
  const [reading] = readings;
  if (!reading) return { shape: own, encoder: null };
  const certifier = certifierOf(reading);
  const { name } = certifier;
  const problem = { shape: own, layout: declared.layout };
  const shapes = readings.map((one) => (certifier.sampleShape ? certifier.sampleShape(one, problem) : own));
  const [shape = null] = shapes;
  if (shapes.some((one) => one?.join() !== shape?.join())) return { shape: null, encoder: name };
  return { shape, encoder: shape?.join() === own.join() ? null : name };
}

/** All that some method takes for a model: the model's own shape first, and others where samples are encoded. */
export function sampleShapesFor(model: Pick<Model, 'facts' | 'declared'>): readonly SampleShape[] {
  const own = sampleShapeFor(undefined, model);
  if (roleOf(model.facts) === 'denoiser') return [own];
  const encoded = METHOD_NAMES.flatMap(examplesOf).map((asked) => sampleShapeFor(asked, model));
  return [own, ...encoded.filter(({ shape, encoder }) => shape !== null && encoder !== null)];
}

/** What a runner arranges samples to. */
export function arrangementOf({ model, method, layout }: Pick<ChunkTask, 'model' | 'method' | 'layout'>) {
  const settled = METHOD_SETTLED.parse(method);
  const certifier = certifierOf(settled);
  const own = model.facts.sample_shape;
  const shape = certifier.sampleShape ? certifier.sampleShape(settled, { shape: own, layout }) : own;
  if (shape) return { shape, layout };
  throw new Error(`no samples can be encoded for a model of [${own.join(', ')}]`);
}
