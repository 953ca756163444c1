import { printed } from '../../../service/report/printed.ts';
import { symbolOf } from '../../../service/report/change.ts';
import type { ReportFacts } from '../../../service/report/facts.ts';
import { className } from '../class-name.ts';
import { average, count, part } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';

/** Classes in the table: of more, those with the smallest certified share. */
const MOST_CLASSES = 50;
/** Rows and columns of the matrix; where there would be more, its largest entries are listed. */
const MOST_SIDE = 12;
const MOST_PAIRS = 20;

/** Class by class, and what stood in the way of those that are without a proof. Null where neither tells anything. */
export function classes(facts: ReportFacts): Html | null {
  const table = facts.by_class.length > 0 ? classTable(facts) : null;
  const doubts = facts.hesitations.length > 0 ? hesitations(facts) : null;
  if (!table && !doubts) return null;
  return markup`<section>
    <h2>Class by class</h2>
    ${table}${doubts}
  </section>`;
}

function classTable(facts: ReportFacts): Html {
  const { by_class: all, summary, headline } = facts;
  const shown = [...all]
    .sort((a, b) => a.certified_right / a.samples - b.certified_right / b.samples || a.label - b.label)
    .slice(0, MOST_CLASSES)
    .sort((a, b) => a.label - b.label);
  const { norm } = summary;
  const radius = norm === null || headline.radius === null ? null : headline.radius;
  const at =
    radius === null || norm === null ? '' : `${symbolOf(norm, summary.guarantee.p)} ${printed(radius)}`;
  const rows = shown.map(
    (row) =>
      markup`<tr>
        <th scope="row">${className(facts, row.label)}</th>
        <td>${count(row.samples)}</td>
        <td>${part(row.right, row.samples)}</td>
        ${
          radius === null
            ? null
            : markup`<td>${part(row.certified_right, row.samples)}</td>
                <td>${average(row.average_radius)}</td>`
        }
        <td>${part(row.unproved, row.samples)}</td>
      </tr>`,
  );
  return markup`<div class="scroll">
    <table id="classes">
      <caption>
        ${
          shown.length < all.length
            ? `The ${shown.length} of ${all.length} classes with the smallest ${radius === null ? 'numbers' : 'certified share'}`
            : 'Samples by their label'
        }
      </caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Samples</th>
          <th scope="col">Right</th>
          ${
            radius === null
              ? null
              : markup`<th scope="col">And certified at ${at}</th>
                  <th scope="col">Average radius</th>`
          }
          <th scope="col">Nothing proved</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function hesitations(facts: ReportFacts): Html {
  const { hesitations: all, summary } = facts;
  const other =
    summary.abstained > 0 ? 'the class that most votes were for' : 'the class that could not be ruled out';
  const labels = distinct(all.map(({ label }) => label));
  const others = distinct(all.map((one) => one.other));
  const intro = markup`<h3>Where nothing was proved</h3>
    <p class="note">Samples without a certificate, by their label and ${other}.</p>`;
  const small = facts.hesitation_pairs === all.length && Math.max(labels.length, others.length) <= MOST_SIDE;
  return markup`${intro}${small ? matrix(facts, labels, others) : list(facts)}`;
}

function matrix(facts: ReportFacts, labels: readonly Key[], others: readonly Key[]): Html {
  const most = Math.max(...facts.hesitations.map((one) => one.count));
  const cell = (label: Key, other: Key): Html => {
    const found = facts.hesitations.find((one) => one.label === label && one.other === other);
    if (!found) return markup`<td class="shade-0"></td>`;
    const same = label !== null && label === other ? ' same' : '';
    return markup`<td class="shade-${Math.ceil((4 * found.count) / most)}${same}">${count(found.count)}</td>`;
  };
  return markup`<div class="scroll">
    <table id="hesitations" class="matrix">
      <caption>
        Label (rows) against class (columns)
      </caption>
      <thead>
        <tr>
          <td></td>
          ${others.map((other) => markup`<th scope="col">${className(facts, other)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${labels.map(
          (label) =>
            markup`<tr>
              <th scope="row">${label === null ? 'no label' : className(facts, label)}</th>
              ${others.map((other) => cell(label, other))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function list(facts: ReportFacts): Html {
  const { hesitations: all, hesitation_pairs: pairs } = facts;
  const rows = all.slice(0, MOST_PAIRS).map(
    (one) =>
      markup`<tr>
        <td>${className(facts, one.label)}</td>
        <td>${className(facts, one.other)}</td>
        <td>${count(one.count)}</td>
      </tr>`,
  );
  return markup`<div class="scroll">
    <table id="hesitations">
      <caption>
        ${pairs > MOST_PAIRS ? `The ${MOST_PAIRS} most frequent of ${pairs} pairs` : 'All pairs'}
      </caption>
      <thead>
        <tr>
          <th scope="col">Label</th>
          <th scope="col">Class</th>
          <th scope="col">Samples</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

type Key = number | null;

const distinct = (keys: readonly Key[]): readonly Key[] =>
  [...new Set(keys)].sort((a, b) => (a === null ? 1 : b === null ? -1 : a - b));
