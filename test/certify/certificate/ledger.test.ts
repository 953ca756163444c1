import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OutcomeLedger, outcomeLine } from '../../../src/certify/certificate/ledger.ts';
import { MOST_ROWS, MOST_TEXT } from '../../../src/certify/certificate/schema.ts';
import { anOutcome } from '../../support/facts.ts';

const LINE =
  '{"base_prediction":1,"correct":true,"evidence":{"count":995,"n":1000,"noise_allowance":2e-16,"off_grid":0,"p_lower":0.985},' +
  '"index":7,"label":1,"norm":"l2","prediction":1,"radius":0.30000000000000004,"reason":null,"verdict":"certified"}\n';

describe('an outcome as a line', () => {
  it('is canonical, and holds nothing that depends on the run', () => {
    expect(outcomeLine(anOutcome(7))).toBe(LINE);
    const row = { ...anOutcome(7), seconds: 0.25, final: true };
    expect(outcomeLine(row)).toBe(LINE);
  });
});

function ledgerOf(rows: number): OutcomeLedger {
  const ledger = new OutcomeLedger();
  for (let index = 0; index < rows; index++) ledger.add(anOutcome(index));
  return ledger;
}

describe('the ledger of outcomes', () => {
  it('states the digest of all lines, whenever it is asked', () => {
    const ledger = new OutcomeLedger();
    expect(ledger.outcomes().digest).toBe(`sha256:${createHash('sha256').digest('hex')}`);
    ledger.add(anOutcome(3));
    ledger.add(anOutcome(7));
    const lines = outcomeLine(anOutcome(3)) + LINE;
    const expected = `sha256:${createHash('sha256').update(lines).digest('hex')}`;
    expect(ledger.outcomes()).toMatchObject({ count: 2, digest: expected });
    expect(ledger.outcomes().digest).toBe(expected);
    expect(ledger.outcomes().rows).toEqual([anOutcome(3), anOutcome(7)]);
  });

  it('holds the rows of a job of a thousand, and of a larger one the digest alone', () => {
    expect(ledgerOf(MOST_ROWS).outcomes().rows).toHaveLength(MOST_ROWS);
    const larger = ledgerOf(MOST_ROWS + 1).outcomes();
    expect(larger.count).toBe(MOST_ROWS + 1);
    expect(larger).not.toHaveProperty('rows');
  });

  it('holds no rows that are too long together, however few: they may have a number for every class', () => {
    const votes = new Array<number>(MOST_TEXT / 8).fill(100);
    const row = { ...anOutcome(0), evidence: { votes } };
    const ledger = new OutcomeLedger();
    for (const index of [0, 1, 2]) {
      ledger.add({ ...row, index });
      expect('rows' in ledger.outcomes()).toBe(index === 0);
    }
    expect(ledger.outcomes().count).toBe(3);
  });

  it('takes no outcome twice, nor out of order', () => {
    const ledger = ledgerOf(2);
    expect(() => ledger.add(anOutcome(1))).toThrow(RangeError);
    expect(() => ledger.add(anOutcome(0))).toThrow(RangeError);
  });

  it('knows what the caveats speak of', () => {
    const ledger = new OutcomeLedger();
    ledger.add(anOutcome(0, { evidence: { off_grid: 0.25, noise_allowance: 1e-9 } }));
    ledger.add(anOutcome(1, { label: 2, correct: false, evidence: { off_grid: 0.125 } }));
    ledger.add(anOutcome(2, { label: null, correct: null, evidence: {} }));
    const abstained = { verdict: 'abstained', prediction: null, radius: null, correct: false } as const;
    ledger.add(anOutcome(3, { ...abstained }));
    ledger.add(anOutcome(4, { verdict: 'predicted', radius: null, norm: null, correct: false }));
    expect(ledger.traits).toEqual({
      ...{ rows: 5, labelled: 4, certified: 3, predicted: 1, wrong: 2, offGrid: 2, farthest: 0.25 },
      allowance: 1e-9,
    });
  });
});
