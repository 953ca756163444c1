import type { Finding } from '../../../certify/comparison/finding.ts';
import type { Answer, Comparison, Difference, Pairing } from '../../../service/comparison/facts.ts';
import { count, radiusOf } from '../figures.ts';
import { printed } from '../../../service/report/printed.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';
import { badge, letterOf } from './letter.ts';
import { pValue } from './opening.ts';

/** Two by two: who certifies which samples, and whether that says anything of others. */
export function pairings(comparison: Comparison): Html {
  return markup`<section>
    <h2>Sample by sample</h2>
    ${comparison.pairs.map((pair) => pairing(comparison, pair))}
    <h3>What the tests say</h3>
    <p class="note">${coded(comparison.test.text)}</p>
  </section>`;
}

const coded = (text: string): readonly Html[] =>
  text.split('`').map((piece, i) => (i % 2 === 0 ? markup`${piece}` : markup`<code>${piece}</code>`));

function pairing(comparison: Comparison, pair: Pairing): Html {
  const { first, second, findings, further, less } = pair;
  const [a, b] = [letterOf(first), letterOf(second)];
  const same = comparison.samples.count - further - less;
  const drawn = [first, second].some(
    (place) => comparison.sides[place]!.summary.statement.confidence !== null,
  );
  return markup`<h3>${badge(first)} and ${badge(second)}</h3>
    <p class="found">
      ${b} certifies ${count(further)} samples further than ${a}, ${count(less)} less far, ${count(same)} the
      same.
    </p>
    <div class="scroll">
      <table class="pair-table">
        <caption>
          Samples at each radius, and whether the difference would be found among other inputs
        </caption>
        <thead>
          <tr>
            <th scope="col">Radius</th>
            <th scope="col">Both</th>
            <th scope="col">${a} alone</th>
            <th scope="col">${b} alone</th>
            <th scope="col">Neither</th>
            <th scope="col">p, ${b} more</th>
            <th scope="col">p, ${a} more</th>
            <th scope="col">Certifies more of others</th>
          </tr>
        </thead>
        <tbody>
          ${findings.map((finding) => row(finding, a, b, drawn))}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${drawn ? 'In small print, how many of those are truly robust this far, at least. ' : ''}Each p is that of
      all questions of this page together; in the last column, “open” says that these samples do not tell.
    </p>
    <div class="pair">
      ${differences(`Samples that ${b} certifies further`, pair.gains, a, b)}
      ${differences(`Samples that ${b} certifies less far`, pair.losses, a, b)}
    </div>`;
}

const row = (finding: Finding, a: string, b: string, drawn: boolean): Html => {
  const { more, first_more, second_more } = finding;
  const alone = (many: number, truly: number) =>
    markup`<td>${count(many)}${drawn ? markup` <small>${count(truly)}</small>` : null}</td>`;
  return markup`<tr>
    <th scope="row">${radiusOf(finding.radius)}</th>
    <td>${count(finding.both)}</td>
    ${alone(finding.first_only, finding.first_only_true)} ${alone(finding.second_only, finding.second_only_true)}
    <td>${count(finding.neither)}</td>
    <td>${pValue(second_more.adjusted_p_value)}</td>
    <td>${pValue(first_more.adjusted_p_value)}</td>
    ${more === null ? markup`<td class="open">open</td>` : markup`<td class="found-cell">${more === 'first' ? a : b}</td>`}
  </tr>`;
};

function differences(title: string, all: readonly Difference[], a: string, b: string): Html | null {
  if (all.length === 0) return null;
  return markup`<div class="scroll">
    <table class="differences">
      <caption>
        ${title}: the ${all.length === 1 ? 'one' : `${all.length} with the largest difference`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Sample</th>
          <th scope="col">Label</th>
          <th scope="col" class="text">${a}</th>
          <th scope="col" class="text">${b}</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ index, label, first, second }) =>
            markup`<tr>
              <th scope="row">#${index}</th>
              <td>${label === null ? '–' : label}</td>
              <td class="text">${answer(first, label)}</td>
              <td class="text">${answer(second, label)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The class is named where it is not the label. */
function answer({ verdict, prediction, radius }: Answer, label: number | null): string {
  const stated = prediction === null || prediction === label ? '' : ` as ${prediction}`;
  return `${verdict}${radius === null ? '' : ` to ${printed(radius)}`}${stated}`;
}
