import { afterEach, beforeEach, describe } from 'vitest';
import { openRecords } from '../../src/adapters/sql/records.ts';
import type { Records } from '../../src/service/ports.ts';
import { chunkLaws } from './records/chunks.ts';
import { deliveryLaws } from './records/deliveries.ts';
import { endingLaws } from './records/endings.ts';
import { examinationLaws } from './records/examinations.ts';
import { gateLaws } from './records/gates.ts';
import { eventLaws } from './records/events.ts';
import { jobLaws } from './records/jobs.ts';
import { leaseLaws } from './records/leases.ts';
import { listLaws } from './records/lists.ts';
import { raceLaws } from './records/races.ts';
import { resourceLaws } from './records/resources.ts';
import { rowLaws } from './records/rows.ts';
import { migrationLaws, storeLaws } from './records/store.ts';

/** A database of its own for one test. */
export interface Place {
  readonly url: string;
  drop(): Promise<void>;
}

/** What a law sees: records in an empty place, and more openings of the same place. */
export interface Scene {
  readonly url: string;
  readonly records: Records;
  open(): Promise<Records>;
}

/** What every implementation of `Records` does. */
export function recordsLaws(place: () => Promise<Place>): void {
  const scene = sceneOf(place);
  describe('the store', () => {
    storeLaws(scene);
    migrationLaws(place);
  });
  describe('models and datasets', () => resourceLaws(scene));
  describe('examinations', () => examinationLaws(scene));
  describe('lists', () => listLaws(scene));
  describe('jobs', () => jobLaws(scene));
  describe('chunks', () => chunkLaws(scene));
  describe('leases', () => leaseLaws(scene));
  describe('rows', () => rowLaws(scene));
  describe('events', () => eventLaws(scene));
  describe('gates', () => gateLaws(scene));
  describe('endings', () => endingLaws(scene));
  describe('deliveries', () => deliveryLaws(scene));
  describe('races', () => raceLaws(scene));
}

function sceneOf(place: () => Promise<Place>): Scene {
  let here: Place;
  let opened: Records[];
  const open = async () => {
    const records = await openRecords(here.url);
    opened.push(records);
    return records;
  };
  beforeEach(async () => {
    opened = [];
    here = await place();
    await (await open()).migrate();
  });
  afterEach(async () => {
    await Promise.all(opened.map((records) => records.close()));
    await here.drop();
  });
  return {
    get url() {
      return here.url;
    },
    get records() {
      return opened[0]!;
    },
    open,
  };
}
