import type { ReportFacts } from '../../../service/report/facts.ts';
import { markup } from '../markup.ts';
import type { Html } from '../markup.ts';

/** What is claimed, to the letter. */
export const claim = ({ claim: made }: ReportFacts): Html | null =>
  made &&
  markup`<section><h2>What is claimed, to the letter</h2><p class="claim">${coded(made.words)}</p>
<p class="symbols"><code>${made.symbols}</code></p></section>`;

/** Names of fields stand between backticks. */
const coded = (text: string): readonly Html[] =>
  text.split('`').map((piece, i) => (i % 2 === 0 ? markup`${piece}` : markup`<code>${piece}</code>`));

/** What the report does not say. */
export const caveats = ({ caveats: all }: ReportFacts): Html =>
  markup`<section>
    <h2>What this does not say</h2>
    <ul class="caveats">
      ${all.map((text) => markup`<li>${coded(text)}</li>`)}
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
        The signature: <code>${path}/certificate</code> says all of this for a program, signed with a key of
        <code>/.well-known/jwks.json</code>. It is made of a job that has succeeded.
      </li>
      <li>
        The bytes: <code>sha256sum</code> of the model's file is the model digest above, without
        <code>sha256:</code>.
      </li>
      <li>
        The rows: <code>${path}/results</code> as CSV, NDJSON or Parquet holds every sample with the evidence
        that its verdict rests on; each radius follows from that evidence and the parameters alone.
      </li>
      <li>The sums: <code>${path}/summary</code> has the numbers of this page, unrounded.</li>
      <li>
        The work: a job with the same model, data and method${drawn ? ' (and the same seed, if one was chosen)' : ''}
        gives the same rows again, bit for bit, where the provenance is the same.
      </li>
    </ol>
  </section>`;
}
