import type { Comparison } from '../../../service/comparison/facts.ts';
import { symbolOf } from '../../../service/report/change.ts';
import { radiusOf, share } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';
import { badge } from './letter.ts';

/** The curves over each other, and the numbers under them. */
export function table(comparison: Comparison, curves: Html | null): Html {
  const { sides, radii, norm, labelled, samples, statement } = comparison;
  const drawn = sides.some(({ summary }) => summary.statement.confidence !== null) && labelled;
  const rows = radii.map(
    (radius, row) =>
      markup`<tr>
        <th scope="row">${radiusOf(radius)}</th>
        ${sides.map(({ summary }) => {
          const { value, certified, proved } = summary.certified_accuracy[row] ?? NOTHING;
          const counted = value ?? (samples.count > 0 ? certified / samples.count : null);
          return markup`<td>${share(counted)}${drawn ? markup` <small>${share(proved)}</small>` : null}</td>`;
        })}
      </tr>`,
  );
  return markup`<section>
    <h2>How far the answers hold</h2>
    ${
      curves &&
      markup`<figure class="wide">
        ${curves}
        <figcaption>
          ${sides.map((_, place) => markup`${badge(place)} `)}
          ${drawn ? 'Shaded: down to what is proved of all samples at once.' : 'Counted, and proved.'}
        </figcaption>
      </figure>`
    }
    <div class="scroll">
      <table id="radii">
        <caption>
          ${labelled ? 'Right and certified' : 'Certified'} at least this
          far${drawn ? '; smaller: proved of these samples' : ''}
        </caption>
        <thead>
          <tr>
            <th scope="col">Radius (${symbolOf(norm, sides[0]!.summary.guarantee.p)})</th>
            ${sides.map((_, place) => markup`<th scope="col">${badge(place)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p class="note">${statement.text.split('`').map((piece, i) => (i % 2 === 0 ? markup`${piece}` : markup`<code>${piece}</code>`))}</p>
  </section>`;
}

/** Of a job in which nothing is certified, and which has no points. */
const NOTHING = { value: null, certified: 0, proved: null };
