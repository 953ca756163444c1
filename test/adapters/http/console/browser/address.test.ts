import { expect, it } from 'vitest';
import { addressOf } from '../../../../../src/adapters/http/console/browser/address.ts';

it.each([
  ['#/jobs', 'jobs', ''],
  ['#/jobs/job_01a', 'jobs', 'job_01a'],
  ['', 'jobs', ''],
  ['#main', 'jobs', ''],
  ['#/jobs/../models', 'jobs', ''],
  ['#/models/a?b=c', 'jobs', ''],
])('%j leads to a page', (hash, page, id) => {
  expect(addressOf(hash)).toEqual({ page, id });
});
