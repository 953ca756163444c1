import { canonical } from './canonical.ts';
import { MOST_ROWS, type Certificate } from './certificate.ts';
import { shown, type Report } from './finding.ts';
import type { Json, JsonObject } from './json.ts';
import type { Reading } from './methods/rules.ts';
import { isObject } from './shape.ts';
import { expectSame } from './tolerance.ts';

/** What the certificate says about itself in several places is the same everywhere. */
export function checkConsistency(certificate: Certificate, reading: Reading, report: Report): void {
  const { guarantee, specification, model, dataset, outcomes } = certificate;
  checkMembers(guarantee, reading.guarantee, '/guarantee', report);
  checkMembers(specification, reading.specification as unknown as JsonObject, '/specification', report);
  const { offset, limit, stride } = dataset.samples;
  if (limit > 0 && offset + (limit - 1) * stride >= dataset.count)
    report(
      '/dataset/samples',
      'inconsistent',
      `the last of them is beyond the ${dataset.count} samples of the dataset`,
    );
  expectSame(outcomes.count, limit, '/outcomes/count', report);
  if (outcomes.rows !== undefined && outcomes.count > MOST_ROWS)
    report('/outcomes/rows', 'inconsistent', `up to ${MOST_ROWS} rows may be in the certificate`);
  const output = model['output'] as unknown as { shape: readonly number[] };
  expectSame(output.shape.at(-1), model.classes, '/model/classes', report);
  checkSizes(certificate, report);
  checkDenoiser(certificate, report);
}

/** What the method says of model and data is what they say themselves. */
function checkSizes({ model, dataset, method, specification }: Certificate, report: Report): void {
  const values = product(dataset.shape);
  const { input, grid, domain } = model as unknown as {
    input: { shape: readonly number[] };
    grid: number | null;
    domain: Json;
  };
  const taken = input.shape.slice(1);
  const shown = method['absent'] === 'channels' ? 2 * values : values;
  if (taken.every((axis) => axis > 0) && product(taken) !== shown)
    report(
      '/dataset/shape',
      'inconsistent',
      `the model takes ${product(taken)} values, and a sample gives it ${shown}`,
    );
  if (method['dimensions'] !== undefined)
    expectSame(method['dimensions'], values, '/method/dimensions', report);
  const { pixels, height, width } = method as Readonly<Record<string, number | undefined>>;
  const counted = pixels ?? (height !== undefined && width !== undefined ? height * width : 1);
  if (values % counted !== 0)
    report('/method', 'inconsistent', `${counted} pixels, of samples that have ${values} values`);
  const settled = method['grid'] as { source: string; step: number } | undefined;
  if (settled?.source === 'model') expectSame(settled.step, grid, '/method/grid/step', report);
  if (method['name'] === 'interval' && specification.norm === 'linf')
    expectSame(specification.domain, domain, '/specification/domain', report);
}

const product = (axes: readonly number[]): number => axes.reduce((all, one) => all * one, 1);

function checkMembers(stated: JsonObject, own: JsonObject, path: string, report: Report): void {
  for (const key of new Set([...Object.keys(stated), ...Object.keys(own)])) {
    const [given, needed] = [stated[key], own[key]];
    if (given !== undefined && needed !== undefined && canonical(given) === canonical(needed)) continue;
    const show = (value: Json | undefined) => (value === undefined ? 'nothing' : shown(value));
    report(
      `${path}/${key}`,
      'inconsistent',
      `${show(given)} is stated, and ${show(needed)} follows from the method`,
    );
  }
}

function checkDenoiser({ denoiser, method, provenance }: Certificate, report: Report): void {
  const named = method['denoiser'];
  const digest = named !== undefined && isObject(named) ? named['digest'] : undefined;
  expectSame(denoiser?.digest, digest, '/denoiser/digest', report);
  if ((provenance['pair'] !== undefined) !== (denoiser !== undefined))
    report('/provenance/pair', 'inconsistent', 'a pair goes with a denoiser');
}
