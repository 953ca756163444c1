import { z } from 'zod';
import { auditing } from '../../certify/audit/audit.ts';
import type { Audit } from '../../certify/audit/audit.ts';
import { Refusal } from '../errors.ts';
import { parseFields } from '../fields.ts';
import { claimFields } from './claim.ts';
import { Faults } from './columns.ts';
import type { RawRow } from './columns.ts';
import { readEntries } from './entries.ts';
import { readRow } from './rows.ts';
import { checkGaps, checkRepeated } from './sequence.ts';
import { readTable } from './table.ts';

const entries = z.array(z.unknown()).min(1).optional();
const bodyFields = { ...claimFields, rows: entries, counts: entries };

/**
 * Audits a published log that comes as a table, by what it is declared to be made with.
 * @throws Refusal('request_invalid') with everything that is wrong with claim and table; too_large.
 */
export async function auditTable(bytes: Uint8Array, declared: unknown, pause: Pause): Promise<Audit> {
  const { fields, faults } = parseFields(claimFields, declared);
  const found = new Faults(faults);
  const rows = readTable(bytes, found);
  if (rows.length === 0 && !found.has(/^#line/))
    found.add('rows_missing', 'there is not a single row', '#line/2');
  return running(conclude(fields, rows, found), pause);
}

/** Audits a log that comes as JSON: the claim, with `rows` or `counts`. @throws as `auditTable`. */
export async function auditBody(body: unknown, pause: Pause): Promise<Audit> {
  const { fields, faults } = parseFields(bodyFields, body);
  const { rows, counts, ...claim } = fields;
  const found = new Faults(faults);
  if (rows && counts) found.add('fields_exclusive', 'give `rows` or `counts`, not both', '/counts');
  if (!rows && !counts && !found.has(/^$|^\/(rows|counts)$/))
    found.add('field_missing', 'give `rows`, as in a published log, or `counts`', '/rows');
  const name = rows ? 'rows' : 'counts';
  return running(conclude(claim, readEntries(rows ?? counts ?? [], name, found), found), pause);
}

type Fields = Partial<z.output<z.ZodObject<typeof claimFields>>>;

/** The audit of the rows, unless something was or is wrong with one of them, or with all of them together. */
function conclude(claim: Fields, raw: readonly RawRow[], faults: Faults): Generator<void, Audit> {
  const rows = raw.flatMap((row) => {
    const read = readRow(row, claim, faults);
    return read ? [{ read, row }] : [];
  });
  checkRepeated(rows, faults);
  if (claim.selection === false && faults.list.length === 0) checkGaps(rows, faults);
  const { n, alpha, sigma } = claim;
  if (faults.list.length > 0 || n === undefined || alpha === undefined || sigma === undefined)
    throw new Refusal('request_invalid', 'The log cannot be audited as it is', faults.list);
  return auditing(
    { n, alpha, sigma },
    rows.map(({ read }) => read),
  );
}

/** Lets others do their work: an audit may take seconds. */
export type Pause = () => Promise<void>;

async function running<T>(steps: Generator<void, T>, pause: Pause): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}
