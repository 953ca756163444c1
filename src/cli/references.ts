import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Context } from './command.ts';
import { declarationOf } from './declarations.ts';
import type { Kind } from './declarations.ts';
import { misuse } from './failure.ts';
import { multipart } from './multipart.ts';
import type { DatasetView, ModelView, Page } from './views.ts';

const PREFIX = { model: 'mdl', dataset: 'dst', job: 'job' } as const;
/** A dataset of a gigabyte is looked at for a while before there is an answer. */
const EXAMINATION = 900_000;
const LONGEST_NAME = 120;

const isId = (kind: Kind | 'job', text: string): boolean =>
  new RegExp(`^${PREFIX[kind]}_[a-z0-9]{1,64}$`).test(text);

/** A job is named by its id. @throws Failure for anything else, before it becomes part of an address. */
export function jobId(text: string): string {
  if (isId('job', text)) return text;
  throw misuse(`${text} is not the id of a job (job_…); provable jobs lists them`);
}

/** Whether an operand is a file to upload. Ids never are. */
export async function isFile(kind: Kind, operand: string): Promise<boolean> {
  return (
    !isId(kind, operand) &&
    (await stat(operand).then(
      (found) => !found.isDirectory(),
      () => false,
    ))
  );
}

/** The id of a model or dataset: given as such, as a file that is uploaded first, or by a name that only one has. */
export async function reference(context: Context, kind: Kind, operand: string): Promise<string> {
  if (isId(kind, operand)) return operand;
  if (!(await isFile(kind, operand))) return named(context, kind, operand, 'file or ');
  const { view, known } = await upload(context, kind, operand);
  await context.tell.note(`${operand} is ${view.id}${known ? ', which is there already' : ''}`);
  return view.id;
}

/** The only one with this name, or this id. @throws Failure when there is none, or several: then with their ids. */
export async function named({ service }: Context, kind: Kind, name: string, other = ''): Promise<string> {
  if (isId(kind, name)) return name;
  const found: { id: string; created_at: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<ModelView | DatasetView> = await service.json(`/v1/${kind}s?limit=500${query}`);
    found.push(...page.data.filter((one) => one.name === name));
    cursor = page.next_cursor;
  }
  if (found.length === 1) return found[0]!.id;
  if (found.length === 0) throw misuse(`there is no ${other}${kind} named ${name}`);
  const ids = found.map(({ id, created_at: at }) => `${id} (${at})`).join(', ');
  throw misuse(`${found.length} ${kind}s are named ${name}: say which by id`, ids);
}

export interface Uploaded {
  readonly view: ModelView | DatasetView;
  /** Whether the service had these bytes with this declaration already. */
  readonly known: boolean;
}

export async function upload(
  context: Context,
  kind: Kind,
  path: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Uploaded> {
  const { args, service } = context;
  const metadata = { name: nameOf(path), ...(await declarationOf(args, kind)), ...more };
  const labels = kind === 'dataset' ? args.text('labels') : undefined;
  const files = [{ name: 'file', path }, ...(labels === undefined ? [] : [{ name: 'labels', path: labels }])];
  const body = await multipart(metadata, files);
  const asked = { method: 'POST', body, silence: EXAMINATION } as const;
  const { status, value } = await service.answer<ModelView | DatasetView>(`/v1/${kind}s`, asked);
  return { view: value, known: status === 200 };
}

/** A name for people, out of the file's: the service takes no control characters. */
function nameOf(path: string): string {
  const plain = basename(path)
    .replace(/(?<=.)\.[a-z0-9]+$/i, '')
    .replaceAll(/\p{C}/gu, '')
    .trim();
  return plain.slice(0, LONGEST_NAME) || 'file';
}
