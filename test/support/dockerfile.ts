import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Step {
  readonly instruction: string;
  readonly argument: string;
}

export function stepsOf(text: string): readonly Step[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const space = line.indexOf(' ');
      return { instruction: line.slice(0, space), argument: line.slice(space + 1).trim() };
    });
}

export interface Image {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/**
 * Carries out a Dockerfile without Docker: every stage is a directory below `out`, COPY copies, RUN runs. The base image is
 * this machine; steps that change owners or make directories outside of the stage are left out. Answers the last stage.
 */
export async function carryOut(text: string, context: string, out: string): Promise<Image> {
  const stages = new Map<string, string>();
  let image: Image = { root: out, workdir: out, env: {}, command: [] };
  for (const { instruction, argument } of stepsOf(text)) {
    if (instruction === 'FROM') {
      const name = / AS (\w+)$/.exec(argument)?.[1] ?? `stage${stages.size}`;
      const root = join(out, name);
      stages.set(name, root);
      await mkdir(root, { recursive: true });
      image = { root, workdir: root, env: {}, command: [] };
    } else if (instruction === 'WORKDIR') {
      image = { ...image, workdir: join(image.root, argument) };
      await mkdir(image.workdir, { recursive: true });
    } else if (instruction === 'COPY') await copy(argument, context, stages, image);
    else if (instruction === 'RUN' && !argument.includes('chown')) {
      await run('sh', ['-c', argument], { cwd: image.workdir, maxBuffer: 1 << 26 });
    } else if (instruction === 'ENV') {
      const pairs = argument.split(' ').map((pair) => pair.split('=', 2) as [string, string]);
      image = { ...image, env: { ...image.env, ...Object.fromEntries(pairs) } };
    } else if (instruction === 'CMD') image = { ...image, command: JSON.parse(argument) as string[] };
  }
  return image;
}

async function copy(
  argument: string,
  context: string,
  stages: Map<string, string>,
  image: Image,
): Promise<void> {
  const words = argument.split(' ');
  const stage = /^--from=(\w+)$/.exec(words[0]!)?.[1];
  const paths = stage ? words.slice(1) : words;
  const target = join(image.workdir, paths.at(-1)!);
  for (const source of paths.slice(0, -1)) {
    const from = join(stage ? stages.get(stage)! : context, source);
    const into = paths.at(-1)!.endsWith('/') ? join(target, basename(source)) : target;
    await cp(from, into, { recursive: true, verbatimSymlinks: true });
  }
}
