import type { Comparison } from '../../../service/comparison/facts.ts';
import type { Finding } from '../../../certify/comparison/finding.ts';
import { symbolOf } from '../../../service/report/change.ts';
import { percent, printed } from '../../../service/report/printed.ts';
import { referenceRadius } from '../../../service/report/reference.ts';
import { average, share } from '../figures.ts';
import { markup, quoted } from '../markup.ts';
import type { Html } from '../markup.ts';
import { badge, letterOf, nameOf } from './letter.ts';

/** Which jobs these are, and what the comparison says first. */
export function opening(comparison: Comparison): Html {
  const { sides, dataset, samples } = comparison;
  const on = dataset.name === null ? markup`data that were removed since` : quoted(dataset.name);
  return markup`<header>
    <p class="kind">Robustness compared <span>${sides.length} jobs</span></p>
    <h1>${heading(comparison)} on ${on}</h1>
    <p class="when">The same ${samples.count} samples for all</p>
    ${sentence(comparison)}
    <ul class="sides">
      ${sides.map(
        ({ job, title, summary }, place) =>
          markup`<li>
            ${badge(place)} ${nameOf(comparison, place)} <small>${title}, job <code>${job.id}</code></small
            >${
              summary.clean_accuracy === null
                ? null
                : markup`<br /><small>Clean accuracy ${share(summary.clean_accuracy)}, average certified radius
                    ${average(summary.average_certified_radius)}</small>`
            }
          </li>`,
      )}
    </ul>
  </header>`;
}

const heading = (comparison: Comparison): Html =>
  comparison.sides.length === 2
    ? markup`${nameOf(comparison, 0)} against ${nameOf(comparison, 1)}`
    : markup`${comparison.sides.length} jobs`;

/** Of two jobs: the counts at one radius, and what they say of other inputs. */
function sentence(comparison: Comparison): Html | null {
  const { pairs, sides, norm, samples, labelled, test } = comparison;
  const [pair] = pairs;
  if (!pair || pairs.length > 1) return null;
  const points = sides[0]!.summary.certified_accuracy;
  const radius =
    comparison.radii.length === 1 ? comparison.radii[0]! : referenceRadius(points, samples.count, null);
  const finding = pair.findings.find((one) => one.radius === radius) ?? pair.findings[0];
  if (!finding) return null;
  const { both, first_only: a, second_only: b } = finding;
  const part = (count: number) => percent(samples.count > 0 ? count / samples.count : 0);
  const how = labelled ? 'right and certified' : 'certified';
  return markup`<p class="headline">
      At radius ${printed(finding.radius)} (${symbolOf(norm, sides[0]!.summary.guarantee.p)}), A is ${how} for
      ${part(both + a)} of these samples and B for ${part(both + b)}: ${b} of them by B alone, ${a} by A alone.
    </p>
    <p class="certainty">${inferred(pair.findings, test.confidence)}</p>`;
}

/** What the tests at all radii found, in a sentence or two. */
function inferred(findings: readonly Finding[], needed: number): string {
  const found = findings.flatMap((finding) => {
    const { more, first_more, second_more, radius } = finding;
    if (more === null) return [];
    const [one, other] = more === 'first' ? [letterOf(0), letterOf(1)] : [letterOf(1), letterOf(0)];
    const { adjusted_p_value: p } = more === 'first' ? first_more : second_more;
    return [
      `${one} would certify more of them than ${other} at radius ${printed(radius)} (p = ${pValue(p)})`,
    ];
  });
  if (found.length === 0) {
    const least = Math.min(
      ...findings.flatMap(({ first_more, second_more }) => [
        first_more.adjusted_p_value,
        second_more.adjusted_p_value,
      ]),
    );
    return `Whether one of them would certify more of other inputs, these samples leave open (the smallest p is ${pValue(least)}; confidence ${needed} needs ${pValue(1 - needed)} at most).`;
  }
  const rest = found.length < findings.length ? ' At the other radii these samples leave it open.' : '';
  return (
    'If these samples are a random draw of the inputs that matter, and nothing was chosen by these results: ' +
    `${found.slice(0, MOST_FINDINGS).join('; ')}${found.length > MOST_FINDINGS ? '; and so on in the table below' : ''}; each p is ` +
    `that of all questions of this page together.${rest}`
  );
}

/** Radii that the first sentence names. */
const MOST_FINDINGS = 4;

/** Rounded up, to three digits. */
export function pValue(p: number): string {
  if (p === 0 || p >= 1) return p === 0 ? '0' : '1';
  const power = 10 ** (2 - Math.floor(Math.log10(p)));
  if (!Number.isFinite(power)) return p.toExponential(2);
  const text = String(Number((Math.ceil(p * power * (1 - 1e-12)) / power).toPrecision(3)));
  return text === '1' ? '1' : text;
}
