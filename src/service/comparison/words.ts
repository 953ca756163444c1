import { addDown, addUp } from '../../certify/statistics/rounding.ts';
import { METHOD_SETTLED } from '../../certify/certifiers/index.ts';
import type { Job } from '../job.ts';
import type { Comparison, Side } from './facts.ts';

/** What holds of the statements of all jobs together: each fails with its own δ, and all hold unless one fails. */
export function statementOf(sides: readonly Side[]): Comparison['statement'] {
  const risks = sides
    .map(({ summary }) => summary.statement.confidence)
    .filter((confidence) => confidence !== null)
    .map((confidence) => addUp(1, -confidence));
  if (risks.length === 0) {
    return {
      confidence: null,
      text: 'No certificate rests on chance: what is counted of these samples is proved of them.',
    };
  }
  const confidence = addDown(1, -risks.reduce((sum, risk) => addUp(sum, risk), 0));
  const allowed = sides.map(
    ({ job, summary }) => `${summary.statement.false_certificates_at_most} of "${job.id}"`,
  );
  return {
    confidence,
    text:
      `Of these samples alone, with confidence ${confidence} for all jobs together: at most ${allowed.join(', ')} of the stated ` +
      'certificates are false, at all radii at once. `first_only_true` and `second_only_true` leave out that many.',
  };
}

interface Asked {
  readonly confidence: number;
  readonly pairs: number;
  readonly radii: readonly number[];
  readonly source: Comparison['radii_source'];
  readonly labelled: boolean;
}

/** What the tests ask, what they presume, and what they do not say. */
export function testOf({ confidence, pairs, radii, source, labelled }: Asked): Comparison['test'] {
  const questions = 2 * pairs * radii.length;
  const does = labelled ? 'answers rightly and certifies' : 'certifies';
  const where =
    radii.length === 1
      ? 'one radius'
      : `${radii.length} radii${source === 'methods' ? ', which follow from the methods alone' : ''}`;
  const text =
    'The counts are facts about the certificates that were stated for these samples. The tests speak of inputs that were not tested: ' +
    `of how often a job, run on them in the same way, ${does} at least this far. They presume that the samples were drawn from those ` +
    'inputs independently at random, and that models, methods, radii and jobs were not chosen by these results. `p_value` is that of ' +
    'the exact one-sided sign test on the samples that only one of the two certifies (McNemar), if this one question was asked, of ' +
    `one direction at one radius. \`adjusted_p_value\` is what remains of it when all ${questions} questions here are asked at once ` +
    `(Holm: ${pairs === 1 ? 'one pair' : `${pairs} pairs`}, ${where}, both directions), and \`more\` rests on it: null says that these ` +
    `samples leave it open at confidence ${confidence}, not that there is no difference. \`true_p_value\` asks more: whether one ` +
    'certifies truly more often than the other certifies at all, with as many of its certificates left out as may be false. None of ' +
    'this says that a model is fragile where it is not certified: a better method may certify more of it.';
  return { confidence, questions, text };
}

/** What must be known to read the comparison rightly and follows from the jobs. */
export function caveatsOf(jobs: readonly Job[], sides: readonly Side[], labelled: boolean): string[] {
  const names = new Set(sides.map(({ title }) => title));
  const guarantees = sides.map(({ summary }) => summary.guarantee);
  const kinds = new Set(guarantees.map(({ kind }) => kind));
  const confidences = new Set(guarantees.map(({ confidence }) => confidence ?? 1));
  const arithmetics = new Set(guarantees.map(({ arithmetic }) => arithmetic));
  const domains = new Set(jobs.map((job) => domainOf(job)));
  const engines = new Set(
    jobs.map(({ provenance }) => JSON.stringify(provenance && { ...provenance, batch: 0, pair: 0 })),
  );
  return [
    names.size > 1
      ? `The methods differ (${[...names].join(', ')}): what is compared is what each proves, of the classifier that each speaks of, which need not be the plain model.`
      : '',
    names.size === 1 && parameters(jobs).size > 1
      ? 'The parameters of the method differ: a difference may come from them as well as from the models.'
      : '',
    kinds.size > 1
      ? 'Some certificates rest on chance and hold short of their radius, others do not and hold at it too.'
      : '',
    kinds.size === 1 && confidences.size > 1
      ? `Single certificates hold with different confidence (${[...confidences].join(', ')}): the one that asks for less states more.`
      : '',
    arithmetics.size > 1
      ? 'Some certificates speak of the program as it runs, with every rounding, others of the network in exact arithmetic.'
      : '',
    domains.size > 1
      ? 'Some certificates speak of perturbed inputs within a domain only, or within different domains.'
      : '',
    new Set(jobs.map(({ model_digest }) => model_digest)).size < jobs.length
      ? 'Some of the jobs are of the same model: they compare methods or draws, not models.'
      : '',
    engines.size > 1
      ? 'The jobs ran on different builds of the engine or of the service, or on different processors.'
      : '',
    labelled
      ? 'A sample counts as certified where the answer is the label; certificates of wrong answers count as none.'
      : 'The data have no labels: a certificate counts whatever its class, right or wrong.',
    'A sample that is not certified is not shown to be fragile: nothing was proved of it.',
  ].filter((text) => text !== '');
}

const parameters = (jobs: readonly Job[]): ReadonlySet<string> =>
  new Set(jobs.map(({ method }) => JSON.stringify(METHOD_SETTLED.parse(method))));

const domainOf = ({ method }: Job): string => JSON.stringify(method['domain'] ?? null);
