import type { ReportFacts, Shown } from '../../../service/report/facts.ts';
import type { Look } from '../../../service/report/picture.ts';
import { printed } from '../../../service/report/printed.ts';
import { className, plainClass } from '../class-name.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';
import { png } from '../png.ts';

/** Samples to look at: the weakest, the strongest, and the surest mistakes. */
export function gallery(facts: ReportFacts): Html | null {
  const { weakest, strongest, mistakes, noun } = facts;
  if (weakest.length === 0) return null;
  const labelled = facts.summary.clean_accuracy !== null;
  const most = facts.summary.norm === null ? 'the clearest votes' : 'the largest radii';
  return markup`<section>
    <h2>Samples to look at</h2>
    ${group(facts, `The weakest ${noun}s`, weakest, 'Nothing proved of them, or the smallest radii.')}
    ${group(facts, `The strongest ${noun}s`, strongest, labelled ? `Right, with ${most}.` : `Those with ${most}.`)}
    ${group(facts, 'The surest mistakes', mistakes, `Another class than the label, with ${most}: the label may be the mistake.`)}
  </section>`;
}

function group(facts: ReportFacts, title: string, shown: readonly Shown[], about: string): Html | null {
  if (shown.length === 0) return null;
  const looks = shown.map(({ look }) => look);
  const flat = looks.some((look) => look?.kind === 'features');
  const notes = [...new Set(looks.map((look) => (look?.kind === 'picture' ? look.note : null)))].filter(
    (note) => note !== null,
  );
  const gone = looks.includes(null) ? ' Their values are not kept any more.' : '';
  const drawn = notes.length > 0 ? ` Drawn with ${notes.join('; ')}.` : '';
  return markup`<h3>${title}</h3>
    <p class="note">${about}${drawn}${gone}</p>
    ${
      flat
        ? featureTable(facts, shown)
        : markup`<ul class="gallery">
            ${shown.map((one) => markup`<li>${card(facts, one)}</li>`)}
          </ul>`
    }`;
}

function card(facts: ReportFacts, { row, look }: Shown): Html {
  const { label, verdict, prediction } = row;
  const stated = verdict === 'certified' || verdict === 'predicted';
  const wrong = stated && label !== null && row.correct !== true;
  return markup`<figure>${look?.kind === 'picture' ? picture(facts, row, look) : null}<figcaption><span class="index">#${row.index}</span>
<strong>${fate(row)}</strong>
${label === null ? null : markup`<span>label ${className(facts, label)}</span>`}
<span${wrong ? markup` class="mistaken"` : null}>${stated || prediction !== null ? 'answer' : 'leans to'} ${className(facts, prediction ?? leaning(row))}</span></figcaption></figure>`;
}

function fate({ verdict, radius }: Shown['row']): string {
  return verdict === 'certified' && radius !== null ? `r ${printed(radius)}` : verdict;
}

/** The class that most votes were for, of a sample that has none. */
function leaning({ evidence: { candidate } }: Shown['row']): number | null {
  return typeof candidate === 'number' ? candidate : null;
}

function picture(facts: ReportFacts, row: Shown['row'], look: Extract<Look, { kind: 'picture' }>): Html {
  const label = row.label === null ? '' : `, labelled ${plainClass(facts, row.label)}`;
  const answer = `answer ${plainClass(facts, row.prediction ?? leaning(row))}`;
  const alt = `Sample ${row.index}${label}, ${answer}, ${row.verdict}${row.radius === null ? '' : ` up to ${printed(row.radius)}`}`;
  return markup`<img
    src="data:image/png;base64,${png(look).toString('base64')}"
    width="${look.width}"
    height="${look.height}"
    alt="${alt}"
  />`;
}

/** Values of a sample as they are printed. */
const MOST_COLUMNS = 12;

function featureTable(facts: ReportFacts, shown: readonly Shown[]): Html {
  const of = Math.max(...shown.map(({ look }) => (look?.kind === 'features' ? look.of : 0)));
  const columns = Math.min(of, MOST_COLUMNS);
  const names = Array.from({ length: columns }, (_, i) => markup`<th scope="col">x${i}</th>`);
  const rows = shown.map(({ row, look }) => {
    const values = look?.kind === 'features' ? look.values.slice(0, columns) : [];
    return markup`<tr>
      <th scope="row">#${row.index}</th>
      <td>${fate(row)}</td>
      <td>${className(facts, row.label)}</td>
      <td>${className(facts, row.prediction ?? leaning(row))}</td>
      ${values.map((value) => markup`<td>${Number(value.toPrecision(4))}</td>`)}
    </tr>`;
  });
  return markup`<div class="scroll">
    <table>
      <caption>
        Values of each sample${columns < of ? `, the first ${columns} of ${of}` : ''}
      </caption>
      <thead>
        <tr>
          <th scope="col">Sample</th>
          <th scope="col">Result</th>
          <th scope="col">Label</th>
          <th scope="col">Answer</th>
          ${names}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
