import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { certificateOf, servedText, signedText } from '../../src/certify/certificate/certificate.ts';
import { OutcomeLedger, outcomeLine } from '../../src/certify/certificate/ledger.ts';
import type { Certificate, OutcomeRow } from '../../src/certify/certificate/schema.ts';
import { isPaused, type Problem, type Sample } from '../../src/certify/certifier.ts';
import { certifierOf, METHOD_REQUEST, type MethodSettled } from '../../src/certify/certifiers/index.ts';
import type { IntervalSettled } from '../../src/certify/certifiers/interval/request.ts';
import { bisect, eachOf } from '../../src/certify/certifiers/interval/trials.ts';
import { conclude, undecided } from '../../src/certify/certifiers/interval/verdict.ts';
import type { Classifier } from '../../src/certify/classifier.ts';
import type { Outcome } from '../../src/certify/outcome.ts';
import { RunningSummary } from '../../src/certify/summary.ts';
import { elementCount } from '../../src/graph/tensor.ts';
import { derivedSeed, seedInputs } from '../../src/service/identity.ts';
import { rowOf } from '../../src/service/slice.ts';
import { classifying } from '../laws/certifier.ts';
import type { Dice } from './fuzzed-jobs.ts';

const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** An Ed25519 key that is the same in every run. */
export function testKey(name = 'one'): {
  secret: KeyObject;
  jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string };
} {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, createHash('sha256').update(name).digest()]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const x = createPublicKey(secret).export({ format: 'jwk' }).x!;
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { secret, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid } };
}

export const ISSUED = 1_770_000_000;

/** The detached JWS of a text, made by hand. */
export function signed(text: string, { secret, jwk } = testKey(), header: object = {}): string {
  const fields = {
    alg: 'EdDSA',
    b64: false,
    crit: ['b64'],
    iat: ISSUED,
    kid: jwk.kid,
    typ: 'provable-certificate+json',
  };
  const head = Buffer.from(JSON.stringify({ ...fields, ...header })).toString('base64url');
  return `${head}..${sign(null, Buffer.from(`${head}.${text}`), secret).toString('base64url')}`;
}

/** A certificate that was made, and its outcomes. */
export interface Made {
  readonly certificate: Certificate;
  readonly text: string;
  readonly outcomes: string;
}

/** A job of some method on a made-up classifier. */
export interface Plan {
  /** As a client writes it. */
  readonly method: object;
  /** Of a sample as the model takes it, and of the data. */
  readonly shape: readonly number[];
  readonly data?: readonly number[];
  readonly rows: number;
  readonly classes: number;
  readonly labelled: boolean;
  readonly grid: number | null;
  readonly dice: Dice;
}

/** Answers one class with a probability of its own at every sample, another else, and now and then none. */
function classifierOf({ shape, classes, dice }: Plan): Classifier {
  const size = elementCount(shape);
  const favour = [0.2, 0.45, 0.6, 0.8, 0.95, 1, 1][dice(7)]!;
  const tied = dice(3) === 0 ? 0.03 : 0;
  const salt = dice(2 ** 30);
  return {
    batch: 32,
    classes,
    shape,
    async logits(input) {
      const rows = input.length / size;
      const logits = new Float32Array(rows * classes);
      for (let row = 0; row < rows; row++) {
        const bits = new Uint32Array(input.slice(row * size, (row + 1) * size).buffer);
        let hash = salt;
        for (const word of bits) hash = Math.imul(hash ^ word ^ (word >>> 15), 0x85ebca6b) ^ (hash >>> 13);
        const chance = ((Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35) ^ (hash << 5)) >>> 0) / 2 ** 32;
        if (chance < tied) continue;
        const main = salt % classes;
        const other = Math.floor(chance * 7919) % classes;
        logits[row * classes + ((chance * 997) % 1 < favour ? main : other)] = 1;
      }
      return logits;
    },
  };
}

async function outcomeOf(
  method: MethodSettled,
  plan: Plan,
  samples: readonly Sample[],
  seed: string,
): Promise<Outcome[]> {
  if (method.name === 'interval') return intervalOutcomes(method, plan);
  const session = await certifierOf(method).open(
    method,
    classifying(classifierOf(plan)),
    Buffer.from(seed, 'hex'),
  );
  if (session.unit !== 'sample') throw new Error('certified sample by sample');
  const outcomes: Outcome[] = [];
  for (const sample of samples) {
    const outcome = await session.certify(sample);
    if (isPaused(outcome)) throw new Error('laid aside unasked');
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Margins that fall with the size of the perturbation. */
async function intervalOutcomes(method: IntervalSettled, { rows, classes, dice }: Plan): Promise<Outcome[]> {
  const base = Array.from({ length: rows }, () => dice(classes));
  const start = base.map(() => (dice(100) - 20) / 100);
  const measure = async (epsilons: readonly number[]) =>
    epsilons.map((epsilon, i) => ({
      lower: dice(12) === 0 ? NaN : Math.fround(start[i]! - epsilon * (2 + dice(3))),
      rival: (base[i]! + 1) % classes,
    }));
  const { search, epsilon } = method;
  const trials = search
    ? await bisect(search, rows, measure)
    : await eachOf([epsilon!].flat(), rows, measure);
  return trials.map((own, i) =>
    dice(9) === 0 ? undecided(method, base[i]!, 'the sample was left out') : conclude(method, base[i]!, own),
  );
}

/** Runs a job in this process, as far as its rows need it, and makes its certificate. */
export async function makeCertificate(plan: Plan): Promise<Made> {
  const { shape, data = shape, rows: limit, classes, labelled, grid, dice } = plan;
  const request = METHOD_REQUEST.parse(plan.method);
  const domain: [number, number] = [0, 1];
  const problem: Problem = { classes, shape, layout: 'NCHW', domain, grid, data: { range: [0, 1], grid } };
  const answer = certifierOf(request).settle(request, problem);
  if (!('settled' in answer)) throw new Error(JSON.stringify(answer.obstacles));
  const method = answer.settled;
  const certifier = certifierOf(method);
  const digests = [digestOf(`model ${dice(2 ** 30)}`), digestOf(`data ${dice(2 ** 30)}`)] as const;
  const keyed = certifier.keyed?.(method) ?? method;
  const stated = 'seed' in method ? method.seed : undefined;
  const seed = stated ?? derivedSeed(...digests, keyed);
  const stride = 1 + dice(3);
  const offset = dice(5);
  const size = elementCount(data);
  const samples = Array.from({ length: limit }, (_, i): Sample => {
    const values = Float32Array.from(
      { length: size },
      () => dice(17) / 16 + (dice(4) === 0 && grid ? 2 ** -12 : 0),
    );
    const inside = values.map((x) => Math.min(1, x));
    return { index: offset + i * stride, values: inside, label: labelled ? dice(classes) : null };
  });
  const outcomes = await outcomeOf(method, plan, samples, seed);
  const ledger = new OutcomeLedger();
  const running = new RunningSummary();
  let lines = '';
  for (const [i, sample] of samples.entries()) {
    const base = method.name === 'interval' ? outcomes[i]!.prediction : dice(classes);
    const row: OutcomeRow = rowOf(sample, base, outcomes[i]!, 0);
    ledger.add(row);
    running.add(row);
    lines += outcomeLine(row);
  }
  const radii = certifier.radii?.(method) ?? undefined;
  const certificate = certificateOf({
    subject: {
      model: {
        digest: digests[0],
        name: 'made up',
        classes,
        input: { name: 'input', shape: [-1, ...shape] },
        output: { name: 'logits', shape: [-1, classes] },
        domain,
        grid,
        layout: 'NCHW',
        opset: 17,
        parameters: 12,
        operators: { Gemm: 1 },
      },
      denoiser: null,
      dataset: { digest: digests[1], name: 'dice', count: offset + limit * stride, shape: [...data] },
    },
    samples: { offset, limit, stride },
    method,
    seed: {
      value: seed,
      source: stated === undefined ? 'derived' : 'client',
      inputs: stated === undefined ? seedInputs(...digests, keyed) : null,
    },
    provenance: {
      product: { name: 'provable', version: '0.1.0' },
      engine: 'onnxruntime',
      version: '1.0',
      provider: 'cpu',
      threads: 1,
      optimization: 'all',
      platform: 'linux-x64',
      batch: 32,
      cpu: null,
    },
    ledger,
    summary: running.state(certifier.guarantee(method), { radii, planned: limit }),
  });
  const text = servedText(certificate, signed(signedText(certificate)));
  return { certificate, text, outcomes: lines };
}
