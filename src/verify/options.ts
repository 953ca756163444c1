import { readChoice, type Choice } from './replay.ts';

export const HELP = `provable verify CERTIFICATE [options]     checks a certificate, offline

  --jwks FILE|URL      keys of the signer, as at /.well-known/jwks.json
  --unsigned           leave the signature out of account
  --outcomes FILE      the outcomes (NDJSON), where they are not in it
  --model FILE         the ONNX file: its digest is compared
  --denoiser FILE      the same of the denoiser, where there is one
  --dataset FILE       the samples, examined as an upload is: the same
  --labels FILE        labels, where they come apart
  --declare FILE       JSON declared at upload, such as {"scale": 0.0625}
  --replay WHICH       compute again: all, sample:20 (by chance), or 0,5,17
  --json               answer JSON

exit code: 0 valid   1 not valid   2 could not be checked, or not all of it
`;

/** What was asked for. */
export interface Options {
  readonly certificate: string;
  readonly jwks?: string;
  readonly unsigned: boolean;
  readonly outcomes?: string;
  readonly model?: string;
  readonly denoiser?: string;
  readonly dataset?: string;
  readonly labels?: string;
  readonly declare?: string;
  readonly replay?: Choice;
  readonly json: boolean;
}

const FILES = ['jwks', 'outcomes', 'model', 'denoiser', 'dataset', 'labels', 'declare'] as const;
const FLAGS = ['unsigned', 'json'] as const;

/** The options in the arguments; a sentence where they make no sense; null where help is wanted. */
export function readOptions(argv: readonly string[]): Options | string | null {
  const given = Object.create(null) as Record<string, string | boolean>;
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]!;
    if (argument === '--help' || argument === '-h') return null;
    if (!argument.startsWith('--')) {
      rest.push(argument);
      continue;
    }
    const [name, inline] = split(argument);
    if (name in given) return `--${name} is given twice`;
    if (FLAGS.some((flag) => flag === name)) {
      if (inline !== undefined) return `--${name} takes no value`;
      given[name] = true;
    } else if (name === 'replay' || FILES.some((file) => file === name)) {
      const value = inline ?? argv[++i];
      if (value === undefined || value === '') return `--${name} needs a value`;
      given[name] = value;
    } else return `there is no option --${name}`;
  }
  return sense(given, rest);
}

function split(argument: string): [name: string, value: string | undefined] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument.slice(2), undefined] : [argument.slice(2, at), argument.slice(at + 1)];
}

function sense(
  { replay, ...given }: Record<string, string | boolean>,
  rest: readonly string[],
): Options | string {
  const [certificate, ...more] = rest;
  if (certificate === undefined) return 'name the file of the certificate';
  if (more.length > 0) return `one certificate at a time: ${more[0]} is too much`;
  const choice = typeof replay === 'string' ? readChoice(replay) : undefined;
  if (choice === null) return '--replay is all, sample:N, or places such as 0,5,17';
  if (choice && !(given['model'] && given['dataset'])) return '--replay needs --model and --dataset';
  if (!given['dataset'] && (given['labels'] || given['declare']))
    return '--labels and --declare go with --dataset';
  if (given['unsigned'] && given['jwks']) return '--unsigned leaves the keys of --jwks without use';
  return {
    unsigned: false,
    json: false,
    ...(given as Partial<Options>),
    certificate,
    ...(choice && { replay: choice }),
  };
}
