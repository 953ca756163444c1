import { symbolOf } from '../../../service/report/change.ts';
import type { ReportFacts } from '../../../service/report/facts.ts';
import { printed } from '../../../service/report/printed.ts';
import { count, radiusOf, share } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';

/** The two plots, beside each other where there is room, and the table under them. Null where no radius is certified. */
export function radii(facts: ReportFacts, curve: Html | null, histogram: Html | null): Html | null {
  if (!curve || !histogram) return null;
  const { summary } = facts;
  const proved = summary.statement.confidence !== null && summary.clean_accuracy !== null;
  return markup`<section>
    <h2>How far the answers hold</h2>
    <div class="plots">
      <figure>
        ${curve}
        <figcaption>${legend(facts, proved)}</figcaption>
      </figure>
      <figure>
        ${histogram}
        <figcaption>${spread(facts)}</figcaption>
      </figure>
    </div>
    ${table(facts, proved)}
  </section>`;
}

function legend({ summary, headline }: ReportFacts, proved: boolean): Html {
  const what = summary.clean_accuracy === null ? 'certified' : 'right and certified';
  const { confidence } = summary.statement;
  return markup`<span class="key line"></span> Share that is ${what} at least this far.
    ${proved ? markup`<span class="key band"></span> Down to what is proved of all of them at once, with confidence ${confidence}.` : null}
    ${headline.radius === null ? null : markup`The dot is the radius that the first sentence speaks of.`}`;
}

function spread({ summary, histogram }: ReportFacts): Html {
  const wrong = histogram.reduce((sum, bin) => sum + bin.wrong, 0);
  const without = summary.samples - summary.certified;
  const labelled = summary.clean_accuracy !== null;
  return markup`<span class="key bar"></span> ${labelled ? 'Right' : 'Certified'}.
    ${wrong > 0 ? markup`<span class="key wrong"></span> Certified as another class than the label: ${wrong}.` : null}
    ${without > 0 ? markup`Not drawn: ${without} without a certificate.` : null}`;
}

function table({ summary, headline }: ReportFacts, proved: boolean): Html {
  const { norm, certified_accuracy: points, guarantee, clean_accuracy: clean, statement } = summary;
  const labelled = clean !== null;
  const rows = points.map(
    (point) => markup`<tr${point.radius === headline.radius ? markup` class="chosen"` : null}>
<th scope="row">${radiusOf(point.radius)}</th><td>${count(point.certified)}</td>
${labelled ? markup`<td>${share(point.value)}</td>` : null}
${proved ? markup`<td>${share(point.proved)}</td>` : null}
${labelled ? markup`<td>${share(point.population_lower)}</td>` : null}</tr>`,
  );
  return markup`<div class="scroll">
      <table id="radii">
        <caption>
          Certified accuracy at ${printed(points.length)} radii
        </caption>
        <thead>
          <tr>
            <th scope="col">Radius (${norm ? symbolOf(norm, guarantee.p) : ''})</th>
            <th scope="col">Certified</th>
            ${labelled ? markup`<th scope="col">Right and certified</th>` : null}
            ${proved ? markup`<th scope="col">Proved of these</th>` : null}
            ${labelled ? markup`<th scope="col">Inferred of others</th>` : null}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${labelled ? notes(proved, statement.confidence, summary.population.confidence) : null}`;
}

function notes(proved: boolean, confidence: number | null, inferred: number): Html {
  return markup`<p class="note">
    ${
      proved
        ? markup`<em>Proved of these</em>: the share of these samples that is truly robust this far, at least;
            all rows at once, with confidence ${confidence}. `
        : null
    }<em>Inferred of others</em>: the same share of inputs that were not tested, if these were drawn from them
    at random; one row by itself, with confidence ${inferred}.
  </p>`;
}
