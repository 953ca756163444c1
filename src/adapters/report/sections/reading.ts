import type { ReportFacts } from '../../../service/report/facts.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';

/** What the report does not say. */
export const caveats = ({ caveats: all }: ReportFacts): Html =>
  markup`<section>
    <h2>What this does not say</h2>
    <ul class="caveats">
      ${all.map((text) => markup`<li>${text}</li>`)}
    </ul>
  </section>`;

/** How somebody who does not believe it goes about it. */
export function checking({ job, summary }: ReportFacts): Html {
  const path = `/v1/jobs/${job.id}`;
  const drawn = summary.guarantee.kind === 'probabilistic';
  return markup`<section>
    <h2>How to check it</h2>
    <ol class="checks">
      <li>
        The bytes: <code>sha256sum</code> of the model's file is the model digest above, without
        <code>sha256:</code>.
      </li>
      <li>
        The rows: <code>${path}/results</code> as CSV, NDJSON or Parquet holds every sample with the evidence
        that its verdict rests on;
        ${drawn ? 'each radius follows from the counts, alpha and the noise alone.' : 'each verdict follows from its lower bound of the margin.'}
      </li>
      <li>The sums: <code>${path}/summary</code> has the numbers of this page, unrounded.</li>
      <li>
        The work: a job with the same model, data, method${drawn ? ' and seed' : ''} gives the same rows
        again, bit for bit, where the provenance is the same.
      </li>
    </ol>
  </section>`;
}
