import type { Arguments, Options } from './arguments.ts';
import { numberIn } from './arguments.ts';
import { misuse } from './failure.ts';
import { textOrFile } from './parameters.ts';

export type Kind = 'model' | 'dataset';

/** What can be said of a file that is uploaded, and of which kind of file. */
export const DECLARATIONS = {
  domain: { type: 'string' },
  grid: { type: 'string' },
  classes: { type: 'string' },
  scale: { type: 'string' },
  labels: { type: 'string' },
  format: { type: 'string' },
  layout: { type: 'string' },
  'samples-key': { type: 'string' },
  'labels-key': { type: 'string' },
} as const satisfies Options;
type Name = keyof typeof DECLARATIONS;

const OF: Readonly<Record<Kind, readonly Name[]>> = {
  model: ['domain', 'grid', 'classes', 'layout'],
  dataset: ['scale', 'labels', 'format', 'layout', 'samples-key', 'labels-key'],
};

/** Options among these that say nothing about files of such kinds. */
export const strayDeclarations = (args: Arguments, kinds: readonly Kind[]): readonly string[] =>
  Object.keys(DECLARATIONS).filter(
    (name) => args.names.includes(name) && !kinds.some((kind) => OF[kind].some((own) => own === name)),
  );

/** The declaration of a file, as the service takes it. */
export async function declarationOf(args: Arguments, kind: Kind): Promise<Record<string, unknown>> {
  const all = {
    domain: pairIn(args.text('domain')),
    grid: args.number('grid'),
    classes: await classesIn(args.text('classes')),
    scale: args.number('scale'),
    format: args.text('format'),
    layout: args.text('layout'),
    samples_key: args.text('samples-key'),
    labels_key: args.text('labels-key'),
  };
  const own = OF[kind].map((name) => name.replace('-', '_'));
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && own.includes(name)),
  );
}

function pairIn(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const numbers = text.split(',').map(numberIn);
  if (numbers.length === 2 && !numbers.includes(null)) return numbers as number[];
  throw misuse(`--domain is LOW,HIGH such as 0,1, not ${text}`);
}

/** Names with commas between them, or one a line in a file. */
async function classesIn(text: string | undefined): Promise<readonly string[] | undefined> {
  if (text === undefined) return undefined;
  const names = (await textOrFile(text)).trim();
  return text.startsWith('@') ? names.split(/\r?\n/) : names.split(',');
}
