import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interval } from '../../src/certify/certifiers/interval/interval.ts';
import { openCapability } from '../../src/service/capability.ts';
import type { Intake } from '../../src/service/lifecycle.ts';
import type { Examined, Model } from '../../src/service/model/model.ts';
import type { Examiner, Records } from '../../src/service/ports.ts';
import { RunnerFailure } from '../../src/service/task.ts';
import { aModel, memoryRecords } from '../support/records.ts';
import { silent } from '../support/silent-log.ts';

const { version } = interval.examination;
const OBSTACLE = { code: 'operator_without_bounds', message: 'no bounds', node: 'n', operator: 'Einsum' };
const fit: Examined = { interval: { version, obstacles: [] } };
const unfit: Examined = { interval: { version, obstacles: [OBSTACLE] } };

/** A clock that a test moves. */
function handClock() {
  let now = 0;
  const timers: { at: number; action: () => void }[] = [];
  return {
    now: () => new Date(now),
    after(milliseconds: number, action: () => void) {
      const timer = { at: now + milliseconds, action };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    pass(milliseconds: number) {
      now += milliseconds;
      for (const timer of [...timers].filter(({ at }) => at <= now)) timer.action();
    },
  };
}

let records: Records;
let asked: string[];
beforeEach(async () => {
  records = await memoryRecords();
  asked = [];
});
afterEach(() => records.close());

function open(methods: (id: string) => Promise<Examined>) {
  const clock = handClock();
  const examiner = {
    methods: ({ digest }: { digest: string }) => {
      asked.push(digest);
      return methods(digest);
    },
  } as unknown as Examiner;
  const blobs = { path: async (digest: string) => `/blobs/${digest}` } as Intake['blobs'];
  return { clock, capability: openCapability({ records, blobs, examiner, clock, log: silent }) };
}

async function added(count: number): Promise<Model[]> {
  const models = Array.from({ length: count }, (_, i) => aModel(`mdl_${i}`));
  for (const model of models) await records.addModel(model);
  return models;
}

describe('what the methods can do for a model', () => {
  it('is found out for a model of an older release, once, and kept', async () => {
    const { capability } = open(async () => unfit);
    const [model] = await added(1);
    const [complete] = await capability.complete([model!]);
    expect(complete!.facts.examined).toEqual(unfit);
    expect(await records.model('mdl_0')).toEqual(complete);
    expect(capability.support(complete!)).toMatchObject({
      smoothing: { supported: true, reasons: [] },
      interval: { supported: false, reasons: [OBSTACLE] },
    });
    await capability.complete([complete!]);
    expect(asked).toHaveLength(1);
  });

  it('is found out again when an older compiler found it, and not when a newer one did', async () => {
    const { capability } = open(async () => fit);
    const at = (seen: number) =>
      aModel(`mdl_${seen}`, {
        facts: { ...aModel().facts, examined: { interval: { version: seen, obstacles: [OBSTACLE] } } },
      });
    const [older, newer] = [at(version - 1), at(version + 1)];
    for (const model of [older, newer]) await records.addModel(model);
    const [after, same] = await capability.complete([older, newer]);
    expect(after!.facts.examined).toEqual(fit);
    expect(same).toBe(newer);
    expect(capability.support(newer)['interval']!.reasons).toEqual([OBSTACLE]);
    expect(asked).toHaveLength(1);
  });

  it('is found out for a few models at a time, and for one model once, whoever asks', async () => {
    let running = 0;
    let most = 0;
    const { capability } = open(async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running -= 1;
      return fit;
    });
    const models = await added(50);
    const answers = await Promise.all([capability.complete(models), capability.complete(models)]);
    for (const answer of answers) {
      expect(answer.map(({ id }) => id)).toEqual(models.map(({ id }) => id));
      expect(answer.every(({ facts }) => facts.examined !== undefined)).toBe(true);
    }
    expect(asked).toHaveLength(50);
    expect(most).toBe(2);
  });

  it('is not waited for longer than a few seconds: it is said to be unknown, and comes later', async () => {
    let found: (examined: Examined) => void = () => undefined;
    const { capability, clock } = open(() => new Promise((resolve) => (found = resolve)));
    const [model] = await added(1);
    const waiting = capability.complete([model!]);
    await new Promise(setImmediate);
    clock.pass(60_000);
    expect(await waiting).toEqual([model]);
    const { supported, reasons } = capability.support(model!)['interval']!;
    expect([supported, reasons.map(({ code }) => code)]).toEqual([false, ['not_examined']]);
    expect(capability.support(model!)['smoothing']!.supported).toBe(true);
    found(fit);
    expect((await capability.complete([model!]))[0]!.facts.examined).toEqual(fit);
    expect(asked).toHaveLength(1);
  });

  it('stays unknown when a runner fails on it, which is said, and not tried again at once', async () => {
    let broken = true;
    const { capability, clock } = open(async () => {
      if (broken) throw new RunnerFailure('runner_died', 'the runner ended with SIGKILL');
      return fit;
    });
    const [model] = await added(1);
    expect(await capability.complete([model!])).toEqual([model]);
    const [reason] = capability.support(model!)['interval']!.reasons;
    expect(reason).toMatchObject({ code: 'examination_failed' });
    expect(reason!.message).toContain('SIGKILL');
    broken = false;
    await capability.complete([model!]);
    expect(asked).toHaveLength(1);
    clock.pass(61_000);
    const [complete] = await capability.complete([model!]);
    expect(capability.support(complete!)['interval']!.supported).toBe(true);
    expect(asked).toHaveLength(2);
  });

  it('is tried again at the next reading when no runner was free', async () => {
    const failures = [new RunnerFailure('runner_busy', 'no runner was free')];
    const { capability } = open(async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return fit;
    });
    const [model] = await added(1);
    await capability.complete([model!]);
    expect(capability.support(model!)['interval']!.reasons[0]!.code).toBe('not_examined');
    expect((await capability.complete([model!]))[0]!.facts.examined).toEqual(fit);
  });

  it('is none of a denoiser, which is not examined for it', async () => {
    const { capability } = open(async () => fit);
    const denoiser = aModel('mdl_d', { facts: { ...aModel().facts, role: 'denoiser', classes: 0 } });
    expect(await capability.complete([denoiser])).toEqual([denoiser]);
    expect(asked).toEqual([]);
    const support = Object.values(capability.support(denoiser));
    expect(support.length).toBeGreaterThan(1);
    for (const { supported, reasons } of support)
      expect([supported, reasons.map(({ code }) => code)]).toEqual([false, ['not_a_classifier']]);
  });

  it('tells clients nothing of the service’s own faults', async () => {
    const { capability } = open(async () => {
      throw new Error('ENOENT: /var/secret');
    });
    const [model] = await added(1);
    await capability.complete([model!]);
    expect(JSON.stringify(capability.support(model!))).not.toContain('secret');
  });

  it('is answered for a model that is removed in the meantime', async () => {
    const { capability } = open(async (digest) => {
      await records.removeModel('mdl_0');
      return digest ? fit : unfit;
    });
    const [model] = await added(1);
    expect((await capability.complete([model!]))[0]!.facts.examined).toEqual(fit);
    expect(await records.model('mdl_0')).toBe(null);
  });
});
