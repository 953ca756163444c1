import type { Route } from '../route.ts';
import { audits } from './audits.ts';
import { cancel } from './cancel.ts';
import { cards } from './card.ts';
import { certificates } from './certificate.ts';
import { comparisons } from './compare.ts';
import { consoleFiles } from './console.ts';
import { datasets } from './datasets.ts';
import { deliveries } from './deliveries.ts';
import { docs } from './docs.ts';
import { extend } from './extend.ts';
import { gates } from './gate.ts';
import { health } from './health.ts';
import { histories } from './history.ts';
import { jobEvents } from './events.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { reports } from './report.ts';
import { results } from './results.ts';
import { summaries } from './summary.ts';
import { verification } from './verification.ts';

/** Every route of the service, in the order in which the document shows them. */
export const ROUTES = {
  models,
  histories,
  datasets,
  jobs,
  results,
  summaries,
  gates,
  reports,
  comparisons,
  cards,
  certificates,
  verification,
  events: jobEvents,
  cancel,
  extend,
  deliveries,
  audits,
  health,
  docs,
  console: consoleFiles,
} as const satisfies Record<string, Route>;
