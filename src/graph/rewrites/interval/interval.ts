import type { Model } from '../../graph.ts';
import type { Canonical } from '../canonical/canonical.ts';
import { margins } from '../margin.ts';
import type { Bounds } from './bounds.ts';
import type { Arithmetic } from './emit.ts';
import { emptiness, poison } from './guard.ts';
import { givenBox, inputBounds, INPUTS, type InputNorm } from './input.ts';
import { boundsOfValues } from './walk.ts';
import { Writer } from './writer.ts';

export interface IntervalOptions {
  readonly arithmetic: Arithmetic;
  /** The norm of the ball around a sample. */
  readonly norm: InputNorm;
  /** ε is given for every channel (the first axis of a sample), L∞ only. */
  readonly channels?: boolean;
  /** The box is given by its ends, coordinate by coordinate, instead of a sample and ε; L∞ only. */
  readonly box?: boolean;
  /** Whether every value's ends are given too. */
  readonly trace?: boolean;
  /** Values whose bounds may be NaN, infinite or huge: a sample where one is has margins that are NaN. */
  readonly guards?: readonly string[];
}

/** Ends of one value of the network, as outputs of the bounds graph. */
export interface Traced {
  readonly value: string;
  readonly dims: readonly number[];
  readonly lower: string;
  readonly upper: string;
}

/**
 * A graph that the engine runs. Inputs: x [batch, …], epsilon [batch, 1, …] (or [batch, channels, 1, …]) rounded up to
 * float32, low and high (scalars: the domain, or −∞ and ∞), class int64 [batch]; or with `box` lower and upper [batch, …] in
 * place of the first four. Output: margins [batch, classes], all of them NaN where the box is empty or not finite.
 */
export interface IntervalProgram {
  readonly model: Model;
  readonly traced: readonly Traced[];
}

/**
 * The network's interval bounds, as a graph: centre and radius through linear operators, ends elsewhere, margins at last.
 * Throws for a network with obstacles.
 * Reference: Gowal et al. 2018 (1810.12715); for rounding see `operators/kinds/linear.ts`.
 */
export function interval(canonical: Canonical, options: IntervalOptions): IntervalProgram {
  const emit = new Writer(options.arithmetic);
  const { batch, model, types } = canonical;
  const [input] = model.graph.inputs;
  const dims = types.get(input!.name)!.dims;
  const start = startOf(emit, dims, options);
  emit.builder.input(INPUTS.class, [batch], 'int64');
  const values = boundsOfValues(emit, canonical, start);
  const classes = types.get(model.graph.outputs[0]!.name)!.dims[1]!;
  const bound = margins(emit, canonical, values);
  const guarded = (options.guards ?? []).map((name) => values.get(name)!);
  const guards = [emptiness(emit, batch, start), poison(emit, batch, guarded)];
  const result = guards.reduce<string>(
    (sum, one) => (one === null ? sum : emit.node('Add', [sum, one])),
    bound,
  );
  emit.builder.node('Identity', [result], {}, { outputs: ['margins'] });
  emit.builder.output('margins', [batch, classes]);
  const traced = options.trace ? traceOf(emit, values) : [];
  return { model: emit.builder.model(21, 10), traced };
}

function startOf(emit: Writer, dims: readonly number[], options: IntervalOptions): Bounds {
  if (!options.box) return inputBounds(emit, dims, options.norm, options.channels ?? false);
  if (options.norm !== 'linf' || options.channels) throw new Error('a box that is given has no other norm');
  return givenBox(emit, dims);
}

function traceOf(emit: Writer, values: ReturnType<typeof boundsOfValues>): readonly Traced[] {
  return [...values].map(([value, bounds], i) => {
    const { lower, upper } = bounds.ends();
    const names = [`lower_${i}`, `upper_${i}`] as const;
    for (const [end, name] of [
      [lower, names[0]],
      [upper, names[1]],
    ] as const) {
      emit.builder.node('Identity', [end], {}, { outputs: [name] });
      emit.builder.output(name, bounds.dims);
    }
    return { value, dims: bounds.dims, lower: names[0], upper: names[1] };
  });
}
