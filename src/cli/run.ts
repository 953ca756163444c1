import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Foreign } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, Failure, misuse } from './failure.ts';
import { helpOf, overview } from './help.ts';
import type { Io } from './io.ts';
import { Service } from './service.ts';
import { keyOf, serverOf } from './settings.ts';
import { Tell } from './tell.ts';

/** Signals in exit codes: 128 and their number, as shells have it. */
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** `provable`: does what the arguments say, and answers the exit code. Rejects for nothing that a user can bring about. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const tell = new Tell(io, {
    json: argv.includes('--json'),
    quiet: argv.some((one) => one === '--quiet' || one === '-q'),
  });
  try {
    const code = await dispatch(argv, io, tell);
    tell.out.drained();
    return code;
  } catch (error) {
    if (io.interrupt.aborted) return SIGNALS[String(io.interrupt.reason)] ?? 130;
    const failure = error instanceof Failure ? error : unexpected(error);
    await (tell.json ? tell.warn(failure.json()) : tell.warn(...failure.lines()));
    return failure.details.exit;
  }
}

async function dispatch(argv: readonly string[], io: Io, tell: Tell): Promise<number> {
  const { name, rest } = split(argv);
  if (name === 'version') return print(tell, io.version);
  if (name === 'help' || name === undefined) return help(rest, io, tell, name === undefined && !asked(rest));
  const command = found(name);
  if ('hand' in command) return command.hand(io, rest);
  const args = readArguments(rest, command.options, command.open);
  if (args.flag('help')) return print(tell, helpOf(command).trimEnd());
  return command.run({ args, tell, io, service: await serviceOf(args, io) });
}

/** The command, and its arguments: what stands before it, such as `--server URL`, is taken as if it stood behind. */
function split(argv: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  let at = 0;
  while (at < argv.length && argv[at]!.startsWith('-')) {
    if (argv[at] === '--version') return { name: 'version', rest: [] };
    at += argv[at] === '--server' || argv[at] === '--api-key-file' ? 2 : 1;
  }
  return { name: argv[at], rest: [...argv.slice(at + 1), ...argv.slice(0, at)] };
}

function found(name: string): Command | Foreign {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]!;
  throw misuse(`there is no command ${name}`, 'provable --help lists them');
}

const asked = (rest: readonly string[]): boolean => rest.includes('--help') || rest.includes('-h');

async function help(rest: readonly string[], io: Io, tell: Tell, unasked: boolean): Promise<number> {
  const [topic] = rest.filter((one) => !one.startsWith('-'));
  const command = topic === undefined ? null : found(topic);
  if (command && 'hand' in command) return command.hand(io, ['--help']);
  const text = (command === null ? overview() : helpOf(command)).trimEnd();
  if (!unasked) return print(tell, text);
  await tell.warn(text);
  return EXIT.refused;
}

async function print(tell: Tell, text: string): Promise<number> {
  await tell.out.write(`${text}\n`);
  return EXIT.done;
}

async function serviceOf(args: Arguments, { environment, interrupt }: Io): Promise<Service> {
  return new Service(serverOf(args, environment), await keyOf(args, environment), interrupt);
}

/** What nobody thought of, or a disk that is full: nothing was decided. */
function unexpected(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure(message, { code: 'failed', exit: EXIT.refused });
}
