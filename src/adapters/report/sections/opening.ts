import { isTerminal } from '../../../service/job.ts';
import { percent, printed } from '../../../service/report/printed.ts';
import { symbolOf } from '../../../service/report/change.ts';
import type { ReportFacts } from '../../../service/report/facts.ts';
import { isMade } from '../../../service/report/subject.ts';
import { average, count, share } from '../figures.ts';
import { markup, quoted } from '../markup.ts';
import type { Html } from '../markup.ts';

/** What the report is about, what it says, and the numbers that stand for it. */
export function opening(facts: ReportFacts): Html {
  const { job, model, dataset, denoiser, headline, method } = facts;
  const on = dataset ? quoted(dataset.name) : markup`data that were removed since`;
  const behind = denoiser ? markup` behind ${quoted(denoiser.name)}` : null;
  return markup`<header>
    <p class="kind">Robustness report <span>${method.title}</span></p>
    <h1>${model ? quoted(model.name) : markup`A model that was removed since`}${behind} on ${on}</h1>
    <p class="when">Job <code>${job.id}</code>, ${when(job)}</p>
    ${warning(facts)}
    <p class="headline">${headline.sentence}</p>
    <p class="certainty">${headline.certainty}</p>
    ${tiles(facts)}
  </header>`;
}

const when = ({ status, finished_at: end, created_at: start }: ReportFacts['job']): string =>
  end === null ? `${status}, submitted ${day(start)}` : `${status} ${day(end)}`;

/** To the minute, in UTC. */
const day = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

function warning({ job: { status, done, total, error } }: ReportFacts): Html | null {
  if (status === 'succeeded' && done === total) return null;
  const title = isTerminal(status) ? `The job ${OUTCOMES[status] ?? status}` : 'Preliminary';
  const reason = error ? markup` ${quoted(error.message)}.` : null;
  return markup`<p class="warning" role="note">
    <strong>${title}</strong>: ${done} of ${total} samples have a final result.${reason} Those that are
    missing count as not certified in all that is proved.
  </p>`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  succeeded: 'ended early, when its gate was decided',
  failed: 'failed',
  canceled: 'was canceled',
  expired: 'ran out of time',
};

function tiles({ job, summary, headline: { radius } }: ReportFacts): Html {
  const { norm, samples, guarantee } = summary;
  const unproved = summary.abstained + summary.undecided + summary.falsified;
  const point = summary.certified_accuracy.find((one) => one.radius === radius);
  const at = radius === null || norm === null ? '' : `${symbolOf(norm, guarantee.p)} ${printed(radius)}`;
  const tile = (name: string, value: Html, more: Part = null): Html =>
    markup`<div>
      <dt>${name}</dt>
      <dd>${value}${more === null ? null : markup`<small>${more}</small>`}</dd>
    </div>`;
  return markup`<dl class="tiles">
    ${summary.clean_accuracy === null ? null : tile('Clean accuracy', share(summary.clean_accuracy), 'of what is certified')}
    ${summary.base_accuracy === null || !isMade(job.method) ? null : tile('Plain model', share(summary.base_accuracy), 'accuracy, nothing certified')}
    ${point ? tile(`Certified at ${at}`, share(point.value ?? point.certified / samples), point.value === null ? 'right or not' : 'and right') : null}
    ${point && point.proved !== null && summary.statement.confidence !== null ? tile(`Proved at ${at}`, share(point.proved), 'at least, all at once') : null}
    ${summary.average_certified_radius === null ? null : tile('Average radius', average(summary.average_certified_radius), 'over all, 0 where not right')}
    ${tile('Nothing proved', count(unproved), samples > 0 ? `${percent(unproved / samples)} of ${samples}` : null)}
  </dl>`;
}

type Part = string | null;
