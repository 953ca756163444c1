import { parseArgs } from 'node:util';
import { misuse } from './failure.ts';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
}
export type Options = Readonly<Record<string, Option>>;

/** What every command takes. */
export const COMMON = {
  server: { type: 'string' },
  'api-key-file': { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;

/** Parsed arguments, asked for by kind. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;
  constructor(positionals: readonly string[], values: Readonly<Record<string, unknown>>) {
    this.positionals = positionals;
    this.#values = values;
  }

  /** Names of the options that were given. */
  get names(): readonly string[] {
    return Object.keys(this.#values);
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (Array.isArray(value)) return String(value.at(-1));
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return value === undefined ? [] : [value].flat().map(String);
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** @throws Failure when it is no number. */
  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = numberIn(text);
    if (value === null) throw misuse(`--${name} must be a number, not ${text}`);
    return value;
  }

  /** @throws Failure when it is no whole number from `low` on. */
  whole(name: string, low = 0): number | undefined {
    const value = this.number(name);
    if (value === undefined || (Number.isSafeInteger(value) && value >= low)) return value;
    throw misuse(`--${name} must be a whole number of at least ${low}`);
  }

  /** So many operands, by their names. @throws Failure when there are more or fewer. */
  operands(...names: readonly string[]): readonly string[] {
    const [missing] = names.slice(this.positionals.length);
    if (missing !== undefined) throw misuse(`${missing} is missing`);
    const extra = this.positionals[names.length];
    if (extra !== undefined) throw misuse(`${extra} is one too many`);
    return this.positionals;
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const LONGEST_NUMBER = 30;

/** The number that a text is, `.25` too; null for all else. What is longer than numbers are, such as a seed, is none. */
export function numberIn(text: string): number | null {
  return text.length <= LONGEST_NUMBER && NUMBER.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : null;
}

/** Reads arguments. `open`: an option that is not listed is taken as one with a value, for others to judge. */
export function readArguments(argv: readonly string[], own: Options, open = false): Arguments {
  if (argv.some((one) => /^--api-key(=|$)/.test(one)))
    throw misuse('a key on the command line is seen by others: put it into PROVABLE_API_KEY or a file');
  const options: Record<string, Option> = { ...COMMON, ...own };
  for (const name of open ? optionNames(argv) : [])
    if (!Object.hasOwn(options, name)) options[name] = { type: 'string', multiple: true };
  try {
    const { values, positionals } = parseArgs({
      args: joined(argv, options),
      options,
      allowPositionals: true,
      strict: true,
    });
    return new Arguments(positionals, values);
  } catch (error) {
    throw misuse((error as Error).message.split('. ')[0]!);
  }
}

function optionNames(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv
    .slice(0, end < 0 ? argv.length : end)
    .map((one) => /^--([a-z][a-z0-9_.-]*)(?:=|$)/is.exec(one)?.[1])
    .filter((name) => name !== undefined);
}

/** `--domain -1,1` as `--domain=-1,1`: a value that begins as a negative number does is one, not an option. */
function joined(argv: readonly string[], options: Options): string[] {
  const out: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [one, next] = [argv[i]!, argv[i + 1]];
    if (one === '--') return [...out, ...argv.slice(i)];
    const name = one.startsWith('--') ? one.slice(2) : '';
    const takes = Object.hasOwn(options, name) && options[name]!.type === 'string';
    if (!takes) out.push(one);
    else if (next === undefined || /^-[^\d.]/.test(next)) throw misuse(`--${name} needs a value`);
    else {
      out.push(`${one}=${next}`);
      i++;
    }
  }
  return out;
}
