import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { topClass } from '../../../src/certify/classifier.ts';
import { attackOn, type Attack } from '../../support/interval/attack.ts';
import { ballProgram, certifies, least, type Ball } from '../../support/interval/margins.ts';
import { compiled } from '../../support/interval/network.ts';
import { deploy } from '../../support/vnncomp/engine.ts';
import { mnistImage, mnistLabel } from '../../support/vnncomp/mnist.ts';

const ROBUST = 'mnist/mnist-ibp-0.20.onnx';
const STANDARD = 'mnist/mnist-standard.onnx';
const EPSILON = 0.2;
const SAMPLES = 200;

interface Judged extends Ball {
  readonly certified: boolean;
  /** The least margin's lower bound. */
  readonly lower: number;
}

const images = (count: number): readonly Ball[] =>
  Array.from({ length: count }, (_, index) => ({ x: mnistImage(index), label: mnistLabel(index) }));

/** Images that the network takes for what they are, those first of which it is least certain that they stay so. */
async function judged(): Promise<readonly Judged[]> {
  const balls = images(10_000);
  const network = await compiled(ROBUST, 250);
  const program = await ballProgram(network, { arithmetic: 'float32', domain: [0, 1], reach: 1 });
  const margins = await program.margins(balls, EPSILON);
  await program.release();
  const plain = await deploy(ROBUST);
  const outputs = await plain.run(balls.map(({ x }) => x));
  await plain.release();
  return balls
    .map((ball, i) => ({
      ...ball,
      certified: certifies(margins[i]!, ball.label),
      lower: least(margins[i]!, ball.label).lower,
      right: topClass(outputs[i]!, 0, outputs[i]!.length) === ball.label,
    }))
    .filter(({ right }) => right)
    .sort((a, b) => a.lower - b.lower);
}

describe('an attack on a network that was trained for certificates', () => {
  let attack: Attack;
  let all: readonly Judged[];
  const certified = () => all.filter((one) => one.certified).slice(0, SAMPLES);

  beforeAll(async () => {
    attack = await attackOn(ROBUST);
    all = await judged();
  });
  afterAll(() => attack.release());

  it('breaks no certificate by chance: those nearest to failing, a thousand points each', async () => {
    expect(certified()).toHaveLength(SAMPLES);
    expect([...(await attack.sampling(certified(), EPSILON, 1000))]).toEqual([]);
  });

  it('breaks no certificate by descent', async () => {
    expect([...(await attack.descent(certified(), EPSILON))]).toEqual([]);
  });

  it('breaks two thirds of what has no certificate', async () => {
    const without = all.filter(({ certified: has }, place) => !has && place % 4 === 0);
    expect(without.length).toBeGreaterThan(200);
    const broken = await attack.descent(without, EPSILON);
    expect(broken.size).toBeGreaterThan((2 / 3) * without.length);
  });
});

it('breaks nearly every image of a network that was not trained for anything', async () => {
  const attack = await attackOn(STANDARD);
  const some = images(SAMPLES);
  expect((await attack.descent(some, EPSILON)).size).toBeGreaterThan(0.98 * SAMPLES);
  expect((await attack.sampling(some, EPSILON, 100)).size).toBeGreaterThan(0.25 * SAMPLES);
  await attack.release();
});
