import type { Comparison } from '../../../service/comparison/facts.ts';
import { symbolOf } from '../../../service/report/change.ts';
import { radiusOf, share } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';
import { badge, letterOf } from './letter.ts';

/** The curves over each other, and the numbers under them. */
export function table(comparison: Comparison, curves: Html | null): Html {
  const { sides, radii, norm, labelled, samples } = comparison;
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
    <p class="note">${sureness(comparison)}</p>
  </section>`;
}

/** How sure what is counted is, of all jobs at once. */
function sureness({ sides, statement: { confidence } }: Comparison): string {
  if (confidence === null)
    return 'No certificate rests on chance: what is counted of these samples is proved of them.';
  const allowed = sides.map(
    ({ summary }, place) => `${summary.statement.false_certificates_at_most} of ${letterOf(place)}’s`,
  );
  return (
    `Of these samples alone, with confidence ${confidence} for all jobs together: at most ${allowed.join(', ')} certificates are ` +
    'false, at all radii at once.'
  );
}

/** Of a job in which nothing is certified, and which has no points. */
const NOTHING = { value: null, certified: 0, proved: null };
