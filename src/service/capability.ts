import { certifierOf, METHOD_NAMES, type MethodName } from '../certify/certifiers/index.ts';
import type { Fault } from './errors.ts';
import type { Intake } from './lifecycle.ts';
import { isUnexamined } from './model/methods.ts';
import { roleOf, type Model } from './model/model.ts';
import type { MethodSupport } from './provable.ts';
import { RunnerFailure } from './task.ts';

/**
 * What each method can do for a model. Some of it a runner has to find out: that is done when a model is admitted, and made
 * up for when a model of an older release is read, once, and kept with the model.
 */
export interface Capability {
  /**
   * The models with what is to be found out about them. Waits no longer than a few seconds in all: what takes longer goes on
   * by itself, and a model that it fails for is answered as it is. Never rejects.
   */
  complete(models: readonly Model[]): Promise<readonly Model[]>;
  /** For each method whether it applies to the model, with every reason why not; or with the reason why that is not known. */
  support(model: Model): Readonly<Record<string, MethodSupport>>;
}

type Place = Pick<Intake, 'records' | 'blobs' | 'examiner' | 'clock' | 'log'>;

/** Models examined at once by this process; more wait, but not more than so many: uploads need runners too. */
const AT_ONCE = 2;
const MOST_WAITING = 200;

/** Milliseconds that a reader waits, and that a failure is remembered before the next reader causes another try. */
const PATIENCE = 10_000;
const REMEMBERED = 60_000;
const MOST_REMEMBERED = 1000;

export function openCapability(place: Place): Capability {
  const underWay = new Map<string, Promise<Model>>();
  const waiting: (() => void)[] = [];
  const failures = new Map<string, { readonly fault: Fault; readonly until: number }>();
  let free = AT_ONCE;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  function remember(model: Model, error: unknown): Model {
    place.log.warn({ model: model.id, err: error }, 'what the methods can do for a model was not found out');
    const oldest = failures.keys().next();
    if (failures.size >= MOST_REMEMBERED && !oldest.done) failures.delete(oldest.value);
    const until = place.clock.now().getTime() + (isBusy(error) ? 0 : REMEMBERED);
    failures.set(model.id, { fault: faultOf(error), until });
    return model;
  }

  function examined(model: Model): Promise<Model> {
    const started = underWay.get(model.id);
    if (started) return started;
    const remembered = (failures.get(model.id)?.until ?? 0) > place.clock.now().getTime();
    if (remembered || waiting.length >= MOST_WAITING) return Promise.resolve(model);
    failures.delete(model.id);
    const work = inTurn(() => examine(place, model))
      .catch((error: unknown) => remember(model, error))
      .finally(() => underWay.delete(model.id));
    underWay.set(model.id, work);
    return work;
  }

  return {
    async complete(models) {
      if (models.every(isComplete)) return models;
      let callOff: () => void = () => undefined;
      const over = new Promise<null>((resolve) => {
        callOff = place.clock.after(PATIENCE, () => resolve(null));
      });
      const completed = async (model: Model) =>
        isComplete(model) ? model : ((await Promise.race([examined(model), over])) ?? model);
      const found = await Promise.all(models.map(completed));
      callOff();
      return found;
    },
    support: (model) =>
      Object.fromEntries(
        METHOD_NAMES.map((name) => {
          const reasons = reasonsOf(model, name, failures.get(model.id)?.fault ?? UNKNOWN);
          return [name, { supported: reasons.length === 0, reasons }];
        }),
      ),
  };
}

const isComplete = ({ facts }: Model): boolean => METHOD_NAMES.every((name) => !isUnexamined(facts, name));

async function examine({ records, blobs, examiner }: Place, model: Model): Promise<Model> {
  const { id, digest, facts } = model;
  const examined = await examiner.methods({ path: await blobs.path(digest), digest, facts });
  // A model that was removed in the meantime is answered all the same: it was there when it was read.
  return (await records.addExamined(id, examined)) ?? { ...model, facts: { ...facts, examined } };
}

/** `unknown`: said where the examination is not made. */
function reasonsOf({ facts, declared }: Model, name: MethodName, unknown: Fault): readonly Fault[] {
  if (roleOf(facts) === 'denoiser') return [NOT_A_CLASSIFIER];
  const { classes, sample_shape: shape } = facts;
  const { domain, grid, layout } = declared;
  const stated = certifierOf({ name }).supports({ classes, shape, domain, grid, layout });
  const found = isUnexamined(facts, name) ? [unknown] : (facts.examined?.[name]?.obstacles ?? []);
  return [...stated, ...found];
}

/** Said of a denoiser, by every method. */
export const NOT_A_CLASSIFIER: Fault = {
  code: 'not_a_classifier',
  message:
    'the model gives no class scores: it answers samples of the shape it takes; name it as the denoiser of a job',
};

/** Said of a method that may apply: codes that mean "ask again", and "it was tried". */
export const NOT_EXAMINED = 'not_examined';
const UNKNOWN: Fault = {
  code: NOT_EXAMINED,
  message: 'whether the method applies to this model is still being found out; ask again',
};

const isBusy = (error: unknown) => error instanceof RunnerFailure && error.code === 'runner_busy';

function faultOf(error: unknown): Fault {
  if (isBusy(error)) return UNKNOWN;
  const cause = error instanceof RunnerFailure ? error.message : 'the service has a fault';
  const message = `whether the method applies to this model could not be found out: ${cause}; it will be tried again later`;
  return { code: 'examination_failed', message };
}
