import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';
import { rowShape, VERDICTS, type Certificate, type Row, type Verdict } from './certificate.ts';
import { step, type Report } from './finding.ts';
import type { Json } from './json.ts';
import type { Reading } from './methods/rules.ts';
import { isObject, type Shape } from './shape.ts';
import { expectSame } from './tolerance.ts';

/** What the rows of a certificate come to. */
export interface Sums {
  readonly rows: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly labelled: number;
  readonly correct: number;
  readonly baseCorrect: number;
  /** Of the radii that are right. */
  readonly radii: number;
  /** For each radius of the curve: rows certified so far, and those of them that are right. */
  readonly curve: readonly { readonly certified: number; readonly right: number }[];
  /** Whether every row could be read. */
  readonly whole: boolean;
}

/** Takes the rows of a certificate one by one, looks at each, and adds them up; holds none of them. */
export class Ledger {
  readonly #certificate: Certificate;
  readonly #reading: Reading | null;
  readonly #shape: Shape;
  readonly #report: Report;
  readonly #hash = createHash('sha256');
  readonly #verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  readonly #curve: { certified: number; right: number }[];
  #rows = 0;
  #labelled = 0;
  #correct = 0;
  #baseCorrect = 0;
  #radii = 0;
  #whole = true;

  /** `reading`: null where the method is not known; then rows are looked at by themselves. */
  constructor(certificate: Certificate, reading: Reading | null, report: Report) {
    this.#certificate = certificate;
    this.#reading = reading;
    this.#report = report;
    this.#shape = rowShape(reading?.evidence ?? ((value) => isObject(value)));
    this.#curve = certificate.summary.certified_accuracy.map(() => ({ certified: 0, right: 0 }));
  }

  add(value: Json): void {
    const path = step('/outcomes/rows', this.#rows);
    this.#hash.update(`${canonical(value)}\n`);
    this.#rows++;
    if (!this.#shape(value, path, this.#report)) {
      this.#whole = false;
      return;
    }
    const row = value as unknown as Row;
    checkRow(row, this.#certificate, this.#rows - 1, path, this.#report);
    this.#reading?.check(row, path, this.#report);
    this.#sum(row);
  }

  get digest(): string {
    return `sha256:${this.#hash.copy().digest('hex')}`;
  }

  get sums(): Sums {
    return {
      rows: this.#rows,
      verdicts: { ...this.#verdicts },
      labelled: this.#labelled,
      correct: this.#correct,
      baseCorrect: this.#baseCorrect,
      radii: this.#radii,
      curve: this.#curve.map((point) => ({ ...point })),
      whole: this.#whole,
    };
  }

  #sum(row: Row): void {
    const { label, correct, verdict, radius, base_prediction: base } = row;
    const right = label !== null && correct === true;
    this.#verdicts[verdict]++;
    if (label !== null) this.#labelled++;
    if (right) this.#correct++;
    if (label !== null && base === label) this.#baseCorrect++;
    if (verdict !== 'certified' || radius === null) return;
    if (right) this.#radii += radius;
    for (const [i, point] of this.#certificate.summary.certified_accuracy.entries()) {
      if (!(radius >= point.radius)) continue;
      this.#curve[i]!.certified++;
      if (right) this.#curve[i]!.right++;
    }
  }
}

/** What is true of every row, whatever the method. */
function checkRow(row: Row, certificate: Certificate, place: number, path: string, report: Report): void {
  const { offset, stride } = certificate.dataset.samples;
  const { classes } = certificate.model;
  const at = (key: string) => step(path, key);
  expectSame(row.index, offset + place * stride, at('index'), report);
  for (const key of ['label', 'prediction', 'base_prediction'] as const) {
    const label = row[key];
    if (label !== null && label >= classes)
      report(at(key), 'value_wrong', `class ${label} of a model that has ${classes}`);
  }
  const correct = row.label === null ? null : row.prediction === row.label;
  expectSame(row.correct, correct, at('correct'), report);
  const certified = row.verdict === 'certified';
  if ((row.radius !== null) !== certified)
    report(at('radius'), 'inconsistent', 'a radius goes with the verdict certified, and with no other');
  const states = certified || row.verdict === 'predicted';
  if (states && row.prediction === null)
    report(at('prediction'), 'inconsistent', `it is ${row.verdict} as no class`);
  if ((row.reason === null) !== states)
    report(at('reason'), 'inconsistent', 'a reason goes with verdicts that claim nothing');
  expectSame(row.norm, certificate.specification.norm, at('norm'), report);
}
