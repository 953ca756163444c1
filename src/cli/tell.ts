import type { Io } from './io.ts';
import { Output } from './io.ts';
import { printable, printableJson } from './printable.ts';

/** What a command says: its answer on standard output, all else on standard error. */
export class Tell {
  readonly out: Output;
  readonly error: Output;
  readonly json: boolean;
  readonly quiet: boolean;
  constructor({ stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>, options: { json: boolean; quiet: boolean }) {
    this.out = new Output(stdout);
    this.error = new Output(stderr);
    this.json = options.json;
    this.quiet = options.quiet;
  }

  /** The answer: one line of JSON, or lines for people. */
  async answer(value: object, ...lines: readonly string[]): Promise<void> {
    await this.out.write(this.json ? `${printableJson(value)}\n` : textOf(lines));
  }

  /** Something beside the answer, which --quiet leaves out. */
  async note(...lines: readonly string[]): Promise<void> {
    if (!this.quiet) await this.error.write(textOf(lines));
  }

  /** Something that must be known. */
  async warn(...lines: readonly string[]): Promise<void> {
    await this.error.write(textOf(lines));
  }
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${printable(line)}\n`).join('');
