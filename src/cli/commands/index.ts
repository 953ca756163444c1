import type { Command, Foreign } from '../command.ts';
import { audit } from './audit.ts';
import { cancel } from './cancel.ts';
import { certificate } from './certificate.ts';
import { certify } from './certify.ts';
import { compare } from './compare.ts';
import { datasets } from './datasets.ts';
import { extend } from './extend.ts';
import { gate } from './gate.ts';
import { jobs } from './jobs.ts';
import { models } from './models.ts';
import { report } from './report.ts';
import { results } from './results.ts';
import { summary } from './summary.ts';
import { upload } from './upload.ts';
import { verify } from './verify.ts';
import { wait } from './wait.ts';

/** Every command, in the order of the overview. */
export const COMMANDS: Readonly<Record<string, Command | Foreign>> = {
  upload,
  certify,
  wait,
  summary,
  results,
  report,
  certificate,
  gate,
  verify,
  compare,
  extend,
  cancel,
  audit,
  models,
  datasets,
  jobs,
};
