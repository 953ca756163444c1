import { describe, expect, it } from 'vitest';
import { runVerify, type Laboratory, type VerifyIo } from '../../src/verify/command.ts';
import type { Verification } from '../../src/verify/verification.ts';
import { ISSUED, makeCertificate, testKey } from '../support/certificates.ts';
import { diceOf, fuzzedPlan } from '../support/fuzzed-jobs.ts';

const { text, certificate, outcomes } = await makeCertificate(fuzzedPlan('fixed', diceOf('a command')));
const jwks = JSON.stringify({ keys: [{ kty: 'RSA' }, testKey().jwk] });
const FILES: Record<string, string> = {
  'c.json': text,
  'k.json': jwks,
  'o.ndjson': outcomes,
  'd.json': '{"scale": 1}',
};

let closed = 0;
const laboratory: Laboratory = {
  digest: async (path) => (path === 'm.onnx' ? certificate.model.digest : certificate.dataset.digest),
  examine: async ({ declaration }) => `canonical ${JSON.stringify(declaration)}`,
  replay: async ({ provenance, outcomes: { rows } }, places) => ({
    provenance,
    rows: places.map((place) => rows![place] as never),
  }),
  close: async () => void closed++,
};

async function run(...argv: string[]) {
  let [out, error] = ['', ''];
  const io: VerifyIo = {
    out: (more) => void (out += more),
    error: (more) => void (error += more),
    read: async (path) => {
      if (FILES[path] === undefined) throw new Error(`there is no file ${path}\u001b[31m`);
      return Buffer.from(FILES[path]);
    },
    stream: async function* (path) {
      yield Buffer.from(FILES[path]!);
    },
    fetch: async () => Buffer.from(jwks),
    now: () => new Date(ISSUED * 1000),
    random: () => 0,
    laboratory: () => laboratory,
  };
  return { code: await runVerify(argv, io), out, error };
}

describe('provable verify', () => {
  it('answers 0 for a valid certificate, and says what it looked at', async () => {
    const { code, out } = await run('c.json', '--jwks', 'k.json', '--outcomes=o.ndjson');
    expect(code).toBe(0);
    expect(out).toMatch(/^The certificate is valid\.\n\nok {4}bytes: /);
    expect(out).toContain('note /keys/0: it is no Ed25519 key [key_unusable]');
  });

  it('does not call valid what it was told to take for signed', async () => {
    const { code, out } = await run('c.json', '--unsigned');
    expect(code).toBe(0);
    expect(out).toMatch(/^Nothing wrong was found\. Who signed it was left out/);
  });

  it('answers JSON that names findings and checks', async () => {
    const { code, out } = await run('c.json', '--jwks', 'https://x/.well-known/jwks.json', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as Verification).verdict).toBe('valid');
  });

  it('answers 1 for one that is not, and never steers a terminal', async () => {
    FILES['bad.json'] = text.replace('made up', '\\u001b[2Jmade up');
    const { code, out } = await run('bad.json', '--jwks', 'k.json');
    expect(code).toBe(1);
    expect(out).toContain('The certificate is NOT valid.');
    expect(out).not.toContain('\u001b');
  });

  it('answers 2 without keys, unless the signature is left out of account', async () => {
    expect((await run('c.json')).code).toBe(2);
    expect((await run('c.json', '--unsigned')).code).toBe(0);
  });

  it('looks at files, and has samples computed again', async () => {
    const files = ['--model', 'm.onnx', '--dataset', 'd.npz', '--declare', 'd.json'];
    const { code, out } = await run('c.json', '--jwks', 'k.json', ...files, '--replay', 'sample:1');
    expect([code, out.includes('ok    replay: 1 samples computed again')]).toEqual([0, true]);
    const wrong = await run('c.json', '--jwks', 'k.json', '--model', 'other.onnx');
    expect([wrong.code, wrong.out.includes('[model_differs]')]).toEqual([1, true]);
    expect(closed).toBe(2);
  });

  it('names a sample that is to be computed again and is not there', async () => {
    const files = ['--model', 'm.onnx', '--dataset', 'd.npz'];
    const { code, out } = await run('c.json', '--jwks', 'k.json', ...files, '--replay', '0,77777');
    expect(code).toBe(2);
    expect(out).toContain(`there is no sample 77777: the certificate has ${certificate.outcomes.count}`);
  });

  it.each<[string, string[]]>([
    ['name the file', []],
    ['one certificate at a time', ['a', 'b']],
    ['there is no option --key', ['a', '--key', 'x']],
    ['--jwks needs a value', ['a', '--jwks']],
    ['--json takes no value', ['a', '--json=1']],
    ['--jwks is given twice', ['a', '--jwks', 'k', '--jwks', 'k']],
    ['--replay is all', ['a', '--replay', 'some']],
    ['--replay needs --model and --dataset', ['a', '--replay', 'all']],
    ['go with --dataset', ['a', '--labels', 'l']],
    ['there is no file x ', ['x']],
  ])('says what is wrong with the arguments: %s', async (message, argv) => {
    const { code, error } = await run(...argv);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it('has help that fits a screen', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect([lines.length <= 24, lines.every(({ length }) => length <= 80)]).toEqual([true, true]);
  });
});
