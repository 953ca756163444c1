import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../src');
const ENTRY_POINTS = [
  'server.ts',
  'worker.ts',
  'runner.ts',
  'standalone.ts',
  'demo.ts',
  'openapi.ts',
  'verify.ts',
  'provable.ts',
];

/** Which room may import which: the first segment below src, for adapters the first two. */
const ALLOWED: Record<string, readonly string[]> = {
  graph: ['graph'],
  certify: ['certify', 'graph'],
  service: ['service', 'certify', 'graph'],
  // what checks certificates shares nothing with what makes them
  verify: ['verify'],
};

/** Every outside thing has one door. Not listed: allowed nowhere in the rings, anywhere on the shore. */
const DOORS: Record<string, string> = {
  protobufjs: 'graph/onnx',
  'onnxruntime-node': 'adapters/onnxruntime',
  bullmq: 'adapters/redis',
  ioredis: 'adapters/redis',
  'js-redis-server': 'adapters/redis',
  kysely: 'adapters/sql',
  libsql: 'adapters/sql',
  pg: 'adapters/sql',
  fastify: 'adapters/http',
  'fastify-plugin': 'adapters/http',
  'fastify-type-provider-zod': 'adapters/http',
  '@fastify': 'adapters/http',
  undici: 'adapters/webhook',
  standardwebhooks: 'adapters/webhook',
  'ipaddr.js': 'adapters/webhook',
  jose: 'adapters/signing',
  'hyparquet-writer': 'adapters/http',
  vega: 'adapters/report',
  'vega-lite': 'adapters/report',
};
const FREE_IN_RINGS = ['zod'];
const RING_BUILTINS = ['node:crypto', 'node:zlib', 'node:stream', 'node:buffer'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => ({ from: file, to: fileName }));
});

const isOurs = ({ to }: Import) => to.startsWith('.');
const target = ({ from, to }: Import) =>
  relative(SOURCE, join(SOURCE, dirname(from), to)).replaceAll('\\', '/');
const room = (file: string) => {
  const [first, second] = file.split('/');
  if (!file.includes('/')) return 'entry';
  return first === 'adapters' ? `adapters/${second}` : first!;
};
const show = (one: Import) => `${one.from} imports ${one.to}`;
const packageOf = (name: string) => (name.startsWith('@') ? name.split('/', 1)[0]! : name.split('/', 1)[0]!);

describe('the import rules', () => {
  it('finds the sources', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(imports.length).toBeGreaterThan(5);
  });

  it('lets a ring import inner rings only', () => {
    const wrong = imports.filter((one) => {
      const allowed = ALLOWED[room(one.from)];
      return allowed && isOurs(one) && !allowed.includes(room(target(one)));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets an adapter import the rings, never another adapter or an entry point', () => {
    const wrong = imports.filter((one) => {
      const from = room(one.from);
      if (!from.startsWith('adapters/') || !isOurs(one)) return false;
      const to = room(target(one));
      return to !== from && !(to in ALLOWED);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets the command line import nothing of the service, which it speaks to over HTTP', () => {
    const wrong = imports.filter((one) => {
      if (room(one.from) !== 'cli') return false;
      return isOurs(one) ? room(target(one)) !== 'cli' : !one.to.startsWith('node:');
    });
    expect(wrong.map(show)).toEqual([]);
    expect(files.some((file) => room(file) === 'cli')).toBe(true);
  });

  it('lets what runs in browsers import nothing else, but for types, and nothing on the server import it', () => {
    const browser = 'adapters/http/console/browser/';
    const foreign = files
      .filter((file) => file.startsWith(browser))
      .flatMap((file) => {
        const text = readFileSync(join(SOURCE, file), 'utf8').replaceAll(/^import type .*$/gm, '');
        const { importedFiles } = ts.preProcessFile(text, true, true);
        return importedFiles
          .map(({ fileName }) => fileName)
          .filter((name) => !/^\.\/[a-z-]+\.ts$/.test(name));
      });
    expect(foreign).toEqual([]);
    const inwards = imports.filter(
      (one) => isOurs(one) && target(one).startsWith(browser) && !one.from.startsWith(browser),
    );
    expect(inwards.map(show)).toEqual([]);
    expect(files).toContain(`${browser}main.ts`);
  });

  it('lets only entry points import config.ts, and nothing import an entry point', () => {
    const wrong = imports.filter((one) => {
      if (!isOurs(one)) return false;
      const to = target(one);
      return ENTRY_POINTS.includes(to) || (to === 'config.ts' && room(one.from) !== 'entry');
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('gives every outside thing one door', () => {
    const wrong = imports.filter((one) => {
      if (isOurs(one) || one.to.startsWith('node:')) return false;
      const door = DOORS[packageOf(one.to)];
      if (door) return !one.from.startsWith(`${door}/`);
      return room(one.from) in ALLOWED && !FREE_IN_RINGS.includes(packageOf(one.to));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps files, processes, network, clock and chance out of the rings', () => {
    const builtins = imports.filter(
      (one) => room(one.from) in ALLOWED && one.to.startsWith('node:') && !RING_BUILTINS.includes(one.to),
    );
    expect(builtins.map(show)).toEqual([]);
    const impure = files.filter((file) => {
      if (!(room(file) in ALLOWED)) return false;
      const text = readFileSync(join(SOURCE, file), 'utf8');
      return /Math\.random|Date\.now|new Date\(\)|performance\.now|process\.env|randomBytes|randomUUID/.test(
        text,
      );
    });
    expect(impure).toEqual([]);
  });

  it('lets only config.ts read the environment', () => {
    const wrong = files.filter(
      (file) => file !== 'config.ts' && readFileSync(join(SOURCE, file), 'utf8').includes('process.env'),
    );
    expect(wrong).toEqual([]);
  });
});
