import type { Accuracy, Audit } from '../../certify/audit/audit.ts';
import type { Explanation } from '../../certify/audit/explanation.ts';
import type { Finding } from '../../certify/audit/finding.ts';
import type { AuditView } from './schemas/audit.ts';

/** An audit as clients see it; every field is named. */
export const auditView = (audit: Audit): AuditView => ({
  claim: { n: audit.claim.n, alpha: audit.claim.alpha, sigma: audit.claim.sigma },
  printed: { kind: audit.format.kind, digits: audit.format.digits },
  ladder: audit.ladder.map(({ count, radius }) => ({ count, radius })),
  summary: {
    rows: audit.findings.length,
    findings: { ...audit.counts },
    share_consistent: audit.share_consistent,
    correct_wrong: audit.correct_wrong,
    other_n: audit.other_n,
    unanimous: audit.unanimous,
    surprise: hundredths(audit.surprise),
    stated: accuracyView(audit.stated),
    confirmed: accuracyView(audit.confirmed),
  },
  explanations: audit.explanations.map(explanationView),
  rows: audit.findings.map(findingView),
});

const accuracyView = (accuracy: Accuracy): AuditView['summary']['stated'] => ({
  clean_accuracy: accuracy.clean_accuracy,
  average_certified_radius: accuracy.average_certified_radius,
  certified_accuracy: accuracy.certified_accuracy.map((point) => ({ ...point })),
});

const explanationView = (one: Explanation): AuditView['explanations'][number] => ({
  parameter: one.parameter,
  value: one.value,
  ratio: one.ratio,
  misfits: one.misfits,
  unanimous: one.unanimous,
  surprise: hundredths(one.surprise),
});

const findingView = (one: Finding): AuditView['rows'][number] => ({
  idx: one.idx,
  finding: one.finding,
  label: one.label,
  predict: one.predict,
  radius: one.radius,
  counts: one.counts && [one.counts[0], one.counts[1]],
  nearest: one.nearest.map(({ count, radius }) => ({ count, radius })),
  correct: one.correct,
  correct_agrees: one.correct_agrees,
});

const hundredths = (x: number): number => Math.round(x * 100) / 100;
