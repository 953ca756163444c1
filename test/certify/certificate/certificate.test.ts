import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificateOf, servedText, signedText } from '../../../src/certify/certificate/certificate.ts';
import { WORDINGS } from '../../../src/certify/certificate/claims/index.ts';
import { CERTIFICATE, SIGNED_CERTIFICATE } from '../../../src/certify/certificate/schema.ts';
import { CERTIFIERS } from '../../../src/certify/certifiers/index.ts';
import { anOutcome, SETTLED, someFacts } from '../../support/facts.ts';

const golden = readFileSync(new URL('../../golden/certificate.json', import.meta.url), 'utf8');
const SIGNATURE = 'aGVhZGVy..c2lnbmF0dXJl';
const caveatsOf = (...facts: Parameters<typeof someFacts>) =>
  certificateOf(someFacts(...facts)).caveats.join('\n');

const smoothing = SETTLED[0]!;
const interval = SETTLED.find(({ name }) => name === 'interval')!;

describe('a certificate', () => {
  it('is, byte for byte, the one that was committed', () => {
    expect(`${signedText(certificateOf(someFacts()))}\n`).toBe(golden);
  });

  it.each(SETTLED.map((method) => [method.name, method] as const))(
    'of %s is what the schema says',
    (_, method) => {
      const certificate = certificateOf(someFacts(method));
      const plain: unknown = JSON.parse(signedText(certificate));
      expect(CERTIFICATE.parse(plain)).toEqual(plain);
      const served: unknown = JSON.parse(servedText(certificate, SIGNATURE));
      expect(SIGNED_CERTIFICATE.parse(served)).toEqual({ ...(plain as object), signature: SIGNATURE });
      expect(signedText(certificate)).not.toMatch(/undefined|NaN|\[object/);
    },
  );

  it('puts every method into words', () => {
    expect(Object.keys(WORDINGS).sort()).toEqual(Object.keys(CERTIFIERS).sort());
    expect(new Set(SETTLED.map(({ name }) => name))).toEqual(new Set(Object.keys(CERTIFIERS)));
    const claims = SETTLED.map((method) => certificateOf(someFacts(method)).claim.words);
    expect(new Set(claims).size).toBe(SETTLED.length);
  });

  it('claims an open ball where two classes may be equally likely at its rim, and a closed one elsewhere', () => {
    for (const method of SETTLED) {
      const { symbols } = certificateOf(someFacts(method)).claim;
      if ('task' in method && method.task === 'predict') expect(symbols).not.toContain('rᵢ');
      else expect(symbols).toContain(method.name === 'smoothing' ? '< rᵢ' : '≤ rᵢ');
    }
  });

  it('names the denoiser, and speaks of the model behind it', () => {
    const facts = someFacts();
    const denoiser = { digest: facts.subject.model.digest, name: 'unet' };
    const certificate = certificateOf({ ...facts, subject: { ...facts.subject, denoiser } });
    expect(certificate.denoiser).toEqual(denoiser);
    expect(certificate.claim.words).toContain('the model behind the denoiser');
    expect(certificate.claim.symbols).toContain('f(D(q(x + η)))');
    expect(certificateOf(facts)).not.toHaveProperty('denoiser');
  });
});

describe('the smoothed classifier', () => {
  const uniform = SETTLED.find((method) => method.name === 'smoothing' && method.noise === 'uniform')!;
  const symbolsOf = (method: object) => certificateOf(someFacts(method as typeof uniform)).claim.symbols;

  it('is the one that noise is drawn for: a whole number of steps wide, off the middle where that is even', () => {
    expect(symbolsOf(uniform)).toContain('η ~ U[−0.53125, 0.46875]ᵈ'); // 16 steps
    expect(symbolsOf({ ...uniform, lambda: 0.3 })).toContain('η ~ U[−0.34375, 0.28125]ᵈ'); // 10, of 9.6
    expect(symbolsOf({ ...uniform, lambda: 0.28125 })).toContain('η ~ U[−0.28125, 0.28125]ᵈ'); // 9
  });

  it('says where it clips', () => {
    expect(certificateOf(someFacts()).claim.words).toContain('more than 24 steps beyond its ends');
  });
});

describe('the caveats', () => {
  it('say that a seed was stated, where chance plays a part', () => {
    const stated = { seed: { value: 'ab'.repeat(32), source: 'client' as const, inputs: null } };
    expect(caveatsOf(smoothing, undefined, stated)).toContain('The seed was stated by the client');
    expect(caveatsOf(interval, undefined, stated)).not.toContain('stated by the client');
    expect(caveatsOf(smoothing)).not.toContain('stated by the client');
  });

  it('say how many samples lie off the grid, and how far', () => {
    const off = anOutcome(1, { evidence: { off_grid: 0.015625, noise_allowance: 0 } });
    expect(caveatsOf(smoothing, [anOutcome(0), off])).toContain(
      '1 sample of 2 does not lie on the grid. Votes were counted at the nearest point of it, and the distance (at most 0.015625)',
    );
    expect(caveatsOf(smoothing)).not.toContain('lie on the grid');
    const predicted = { ...off, norm: null, radius: null, verdict: 'predicted' } as const;
    expect(caveatsOf(SETTLED[1], [predicted])).not.toContain('radius');
  });

  it('say what nothing is claimed of, and where what is claimed is wrong', () => {
    const nothing = { verdict: 'abstained', prediction: null, radius: null, correct: false } as const;
    expect(caveatsOf(smoothing, [anOutcome(0, nothing)])).toContain('Nothing is claimed of any sample.');
    expect(caveatsOf(smoothing, [anOutcome(0), anOutcome(1, nothing)])).toContain(
      'Nothing is claimed of 1 of the 2 samples; in `certified_accuracy` they count as not right.',
    );
    const wrong = anOutcome(1, { label: 2, correct: false });
    expect(caveatsOf(smoothing, [anOutcome(0), wrong])).toContain(
      '1 sample of 2 that a class is stated of has another label',
    );
    const bare = [0, 1].map((index) => anOutcome(index, { label: null, correct: null }));
    expect(caveatsOf(smoothing, bare)).toContain('The samples have no labels');
  });

  it('say which part of the dataset was chosen', () => {
    const facts = someFacts();
    const dataset = { ...facts.subject.dataset, count: 500 };
    const part = certificateOf({ ...facts, subject: { ...facts.subject, dataset } });
    expect(part.caveats.join('\n')).toContain('2 of the 500 samples of the dataset');
    expect(caveatsOf()).not.toContain('of the dataset, which the client chose');
  });

  it('say what interval bounds rest on', () => {
    const facts = someFacts(interval);
    const model = { ...facts.subject.model, operators: { Gemm: 2, Softmax: 1, Tanh: 3 } };
    const approximated = certificateOf({ ...facts, subject: { ...facts.subject, model } }).caveats.join('\n');
    expect(approximated).toContain('The model has Softmax and Tanh, which the engine approximates');
    expect(caveatsOf(interval)).not.toContain('approximates');
    const real = SETTLED.find((method) => method.name === 'interval' && method.arithmetic === 'real')!;
    expect(caveatsOf(real)).toContain('network in exact arithmetic');
    expect(caveatsOf({ ...interval, channels: [1, 2] } as typeof interval)).toContain(
      'weighted channel by channel',
    );
  });

  it('say that a confidence is that of one sample, where there is one', () => {
    expect(caveatsOf(smoothing)).toContain('that of one sample by itself');
    expect(caveatsOf(interval)).not.toContain('confidence');
  });
});
