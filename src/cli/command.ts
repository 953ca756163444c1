import type { Arguments, Options } from './arguments.ts';
import type { Io } from './io.ts';
import type { Service } from './service.ts';
import type { Tell } from './tell.ts';

/** What a command works with. */
export interface Context {
  readonly args: Arguments;
  readonly service: Service;
  readonly tell: Tell;
  readonly io: Io;
}

/** A command that reads its arguments by itself, and knows its own help. */
export interface Foreign {
  readonly does: string;
  hand(io: Io, argv: readonly string[]): Promise<number>;
}

/** One of the words after `provable`. */
export interface Command {
  /** What it does, in a line of the overview. */
  readonly does: string;
  /** Fits a screen of 24 lines of 80 characters, with the two lines that are put below. */
  readonly help: string;
  readonly options: Options;
  /** Whether options that are not listed are parameters for the service to judge. */
  readonly open?: boolean;
  /** The exit code. */
  run(context: Context): Promise<number>;
}
