import type { Comparison, Pairing, Side } from '../../service/comparison/facts.ts';
import type { ComparisonView } from './schemas/comparison.ts';
import { guaranteeView } from './views.ts';

/** A comparison as clients see it, its jobs by their ids. */
export const comparisonView = (comparison: Comparison): ComparisonView => ({
  dataset: { ...comparison.dataset },
  samples: { ...comparison.samples },
  norm: comparison.norm,
  labelled: comparison.labelled,
  radii: [...comparison.radii],
  radii_source: comparison.radii_source,
  jobs: comparison.sides.map(sideView),
  statement: { ...comparison.statement },
  pairs: comparison.pairs.map((pair) => pairView(comparison, pair)),
  test: { ...comparison.test },
  caveats: [...comparison.caveats],
});

const sideView = ({ job, name, summary }: Side): ComparisonView['jobs'][number] => ({
  job: job.id,
  model: job.model_id,
  model_name: name,
  model_digest: job.model_digest,
  denoiser_digest: job.denoiser_digest,
  method: job.method,
  finished_at: job.finished_at,
  samples: summary.samples,
  clean_accuracy: summary.clean_accuracy,
  certified: summary.certified,
  abstained: summary.abstained,
  undecided: summary.undecided,
  average_certified_radius: summary.average_certified_radius,
  certified_accuracy: summary.certified_accuracy.map((point) => ({ ...point })),
  guarantee: guaranteeView(summary.guarantee),
  statement: { ...summary.statement },
});

const pairView = ({ sides }: Comparison, pair: Pairing): ComparisonView['pairs'][number] => ({
  first: sides[pair.first]!.job.id,
  second: sides[pair.second]!.job.id,
  further: pair.further,
  less: pair.less,
  findings: pair.findings.map((finding) => ({ ...finding })),
  gains: pair.gains.map((one) => ({ ...one })),
  losses: pair.losses.map((one) => ({ ...one })),
});
