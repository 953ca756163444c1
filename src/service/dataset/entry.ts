import { product } from './array.ts';
import { listed, quoted } from './faults.ts';
import { isLabel, LABELS_ARE } from './labels.ts';
import { flattened, kind, type Flattened } from './nested.ts';
import type { Offenders } from './offenders.ts';

/** What a model takes, when inputs are read for one. */
export interface Taker {
  /** Of samples; null where it is not known. */
  readonly shape: readonly number[] | null;
  /** The model's own, and the method that encodes samples so; null for none. */
  readonly own: readonly number[];
  readonly encoder: string | null;
  readonly classes: number;
  readonly domain: readonly [number, number] | null;
}

/** The shape that `data` must have, and the words that say whose it is. */
export interface Wanted {
  readonly shape: readonly number[];
  readonly whose: string;
  /** Whether axes of one may differ, and flat data of the same length will do. */
  readonly lenient: boolean;
}

export interface Rules {
  readonly wanted: Wanted | null;
  readonly taker: Taker | null;
}

export type Json = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The numbers of `inputs[index]`, or null when they are wrong. All that is wrong with the entry goes to `offenders`;
 * of its data it is the first fault.
 */
export function readEntry(
  input: unknown,
  index: number,
  { wanted, taker }: Rules,
  offenders: Offenders,
  pointer: string,
): Flattened | null {
  const name = `inputs[${index}]`;
  if (!isObject(input)) {
    const message = () => `${name} is not an object with \`data\` and \`label\``;
    offenders.add('input_invalid', pointer, message, 'object');
    return null;
  }
  for (const key of Object.keys(input)) {
    if (key === 'data' || key === 'label') continue;
    const message = () => `${name} has the unknown field ${quoted(key)}; known: data, label`;
    offenders.add('input_invalid', pointer, message, 'field');
  }
  checkLabel(input.label ?? null, taker, (code, why) =>
    offenders.add(code, `${pointer}/label`, () => `${name}.label is ${why()}`),
  );
  const numbers = flattened(input.data, (shape) => wanted && misfit(shape, wanted));
  const at = `${pointer}/data`;
  if (typeof numbers === 'string') {
    offenders.add('input_invalid', at, () => `${name}.data ${numbers}`, 'data');
    return null;
  }
  if (taker) checkValues(numbers.values, taker, (code, why) => offenders.add(code, at, () => name + why()));
  return numbers;
}

function misfit(shape: readonly number[], { shape: own, whose, lenient }: Wanted): string | null {
  if (lenient && shape.length === 1 && shape[0] === product(own)) return null;
  if (withoutOnes(shape) === withoutOnes(own) && (lenient || shape.length === own.length)) return null;
  return `has the shape ${listed(shape)}; ${whose} ${listed(own)}`;
}

const withoutOnes = (shape: readonly number[]): string => shape.filter((axis) => axis !== 1).join();

type Complain<Code> = (code: Code, why: () => string) => void;

function checkLabel(
  label: unknown,
  taker: Taker | null,
  complain: Complain<'label_invalid' | 'label_outside_classes'>,
): void {
  if (label === null) return;
  if (!(typeof label === 'number' && isLabel(label))) {
    complain(
      'label_invalid',
      () => `${typeof label === 'string' ? quoted(label) : kind(label)}; ${LABELS_ARE}`,
    );
  } else if (taker && label >= taker.classes) {
    complain(
      'label_outside_classes',
      () => `${label}; the model has ${taker.classes} classes (0 to ${taker.classes - 1})`,
    );
  }
}

/** Values and the ends of the domain are compared as the float32 numbers that the model is given. */
function checkValues(
  values: readonly number[],
  { domain }: Taker,
  complain: Complain<'value_not_finite' | 'range_outside_domain'>,
): void {
  const [low, high] = domain ? domain.map(Math.fround) : [-Infinity, Infinity];
  const place = values.findIndex((value) => {
    const given = Math.fround(value);
    return !Number.isFinite(given) || given < low! || given > high!;
  });
  if (place < 0) return;
  const value = values[place]!;
  const which = `.data holds ${value} at value ${place}`;
  if (!Number.isFinite(Math.fround(value))) {
    complain('value_not_finite', () => `${which}; values are finite float32 numbers`);
  } else {
    complain('range_outside_domain', () => `${which}; the model's domain is ${listed(domain!)}`);
  }
}
