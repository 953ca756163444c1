import { readFile } from 'node:fs/promises';
import type { Arguments } from '../arguments.ts';
import { COMMON } from '../arguments.ts';
import type { Command, Context } from '../command.ts';
import { conditionIn } from '../conditions.ts';
import { DECLARATIONS, strayDeclarations } from '../declarations.ts';
import { EXIT, misuse } from '../failure.ts';
import { accepted } from '../finish.ts';
import { WAITING } from '../follow.ts';
import { objectIn, parametersOf, valueIn } from '../parameters.ts';
import { isFile, reference } from '../references.ts';
import type { JobView } from '../views.ts';

const OPTIONS = {
  ...DECLARATIONS,
  ...WAITING,
  method: { type: 'string' },
  'method-json': { type: 'string' },
  offset: { type: 'string' },
  limit: { type: 'string' },
  stride: { type: 'string' },
  gate: { type: 'string', multiple: true },
  'to-the-end': { type: 'boolean' },
  webhook: { type: 'string' },
  'webhook-secret-file': { type: 'string' },
  deadline: { type: 'string' },
  metadata: { type: 'string', multiple: true },
  wait: { type: 'boolean' },
  'validate-only': { type: 'boolean' },
} as const;

export const certify: Command = {
  does: 'submit a job, and wait for it with --wait',
  help: `provable certify MODEL DATASET --method NAME [--PARAMETER VALUE …]
each an id, a name that only one has, or a file, which is uploaded first
(--domain --grid --classes --scale --labels … as in: provable help upload)

  --method NAME         smoothing, interval, ablation, …; its parameters (the
                        service's /docs list them) as --sigma .25 --max-n 10000
                        --target.radius 0.5 --epsilon 0.05,0.1
  --method-json JSON    or @FILE: name and parameters in one
  --offset N  --limit N  --stride N        which samples
  --gate CONDITION      'certified_accuracy@0.5>=0.6', 'clean_accuracy>=0.9',
                        'abstention_rate<=0.1', or JSON; also several
  --to-the-end          even if they are decided early: certificates need it
  --webhook URL  --webhook-secret-file F   announce the end there
  --deadline TIME       or seconds from now    --metadata KEY=VALUE   given back
  --validate-only       tell the cost or the refusal, start nothing
  --wait                until it has ended: prints the summary; exit 1 unless it
                        succeeds, and as provable gate with conditions
  --cancel-on-interrupt  Ctrl-C ends the job; else it goes on
  --patience SECONDS    that the service may be away, 60`,
  options: OPTIONS,
  open: true,
  async run(context) {
    const { args, service, tell } = context;
    const [model, dataset] = args.operands('MODEL', 'DATASET') as [string, string];
    // everything that can be wrong here is said before anything is sent
    const method = await methodOf(args);
    const rest = await restOf(args);
    await refuseStray(args, model, dataset);
    const job = {
      model: await reference(context, 'model', model),
      dataset: await reference(context, 'dataset', dataset),
      method: await withDenoiser(context, method),
      ...rest,
    };
    if (!args.flag('validate-only')) return accepted(context, await service.post<JobView>('/v1/jobs', job));
    const cost = await service.post<Estimate>('/v1/jobs?validate_only=true', job);
    const passes = `${cost.forward_passes} forward passes at most`;
    await tell.answer(
      cost,
      `${cost.samples} samples, ${passes}, ${cost.runner_seconds} s of one runner at most`,
    );
    return EXIT.done;
  },
};

interface Estimate {
  readonly samples: number;
  readonly forward_passes: number;
  readonly runner_seconds: number;
}

async function methodOf(args: Arguments): Promise<Record<string, unknown>> {
  const name = args.text('method');
  const json = args.text('method-json');
  const own = [...Object.keys(OPTIONS), ...Object.keys(COMMON)];
  const names = args.names.filter((one) => !own.includes(one));
  if (json !== undefined) {
    const [first] = name === undefined ? names : ['method'];
    if (first !== undefined) throw misuse(`--${first} belongs into --method-json, where there is one`);
    return objectIn(json, 'method-json');
  }
  if (name === undefined)
    throw misuse('--method is missing: smoothing, interval, ablation, splitting or structured_ablation');
  return { name, ...parametersOf(names.map((one) => [one, args.texts(one)])) };
}

/** A denoiser is a model: a file or a name will do for it too. */
async function withDenoiser(
  context: Context,
  method: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { denoiser } = method;
  if (typeof denoiser !== 'string') return method;
  return { ...method, denoiser: await reference(context, 'model', denoiser) };
}

async function restOf(args: Arguments): Promise<Record<string, unknown>> {
  const samples = {
    offset: args.whole('offset'),
    limit: args.whole('limit', 1),
    stride: args.whole('stride', 1),
  };
  const given = Object.entries(samples).filter(([, value]) => value !== undefined);
  if (args.flag('to-the-end') && !args.names.includes('gate'))
    throw misuse('--to-the-end goes with --gate: without one a job runs to its end anyway');
  const onward = args.flag('to-the-end') ? { stop: false } : {};
  const gate = args.texts('gate').map((text) => ({ ...conditionIn(text), ...onward }));
  const deadline = args.text('deadline');
  const metadata = args.texts('metadata').map(entryOf);
  const webhook = await webhookOf(args);
  return {
    ...(given.length > 0 && { samples: Object.fromEntries(given) }),
    ...(gate.length > 0 && { gate }),
    ...(deadline !== undefined && { deadline: valueIn(deadline, 'deadline') }),
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
    ...(webhook !== undefined && { webhook }),
  };
}

function entryOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw misuse(`--metadata is KEY=VALUE, not ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

async function webhookOf(args: Arguments): Promise<string | { url: string; secret: string } | undefined> {
  const url = args.text('webhook');
  const file = args.text('webhook-secret-file');
  if (file === undefined) return url;
  if (url === undefined) throw misuse('--webhook-secret-file goes with --webhook');
  const secret = await readFile(file, 'utf8').catch((error: Error) => {
    throw misuse(`${file} cannot be read: ${error.message}`);
  });
  return { url, secret: secret.trim() };
}

async function refuseStray(args: Arguments, model: string, dataset: string): Promise<void> {
  const kinds = [
    ...((await isFile('model', model)) ? (['model'] as const) : []),
    ...((await isFile('dataset', dataset)) ? (['dataset'] as const) : []),
  ];
  const [stray] = strayDeclarations(args, kinds);
  if (stray !== undefined)
    throw misuse(`--${stray} is said of a file that is uploaded, and there is none for it`);
}
