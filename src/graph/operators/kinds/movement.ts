import type { Ball, Bounds, Disc, Ends, Need, NormBall } from '../../rewrites/interval/bounds.ts';
import type { Emit } from '../../rewrites/interval/emit.ts';
import { once } from '../../rewrites/interval/once.ts';
import type { Movement } from '../operator.ts';
import type { Site } from '../site.ts';
import { floatGap } from './operands.ts';

export interface MovementFacts {
  /** Places of the inputs that are moved: the first when left out. */
  readonly moved?: (site: Site) => readonly number[];
  readonly keepsNorm?: boolean | ((site: Site) => boolean);
  readonly fillsZero?: (site: Site) => boolean;
  /** What else stands in the way of a node, beside operands that are not constant or not float32. */
  readonly gap?: (site: Site) => string | null;
}

/** A movement whose other inputs must be constant, since they say where elements go. */
export const movement = (name: string, facts: MovementFacts = {}): Movement => {
  const { moved = () => [0], keepsNorm = false } = facts;
  return {
    name,
    kind: 'movement',
    moved,
    keepsNorm: typeof keepsNorm === 'function' ? keepsNorm : () => keepsNorm,
    ...(facts.fillsZero && { fillsZero: facts.fillsZero }),
    gap: (site) => unknownPlaces(site, moved(site)) ?? floatGap(site) ?? facts.gap?.(site) ?? null,
  };
};

function unknownPlaces({ inputs }: Site, moved: readonly number[]): string | null {
  const place = inputs.findIndex((one, at) => one !== null && !one.constant && !moved.includes(at));
  return place < 0 ? null : `input ${place} depends on the model's input, and says where elements go`;
}

/**
 * Bounds of what a movement gives: the movement of the bounds, because nothing is computed. Ends are moved each. A ball is
 * moved as its centre and its spread: |m z − c| + κ|c| ≤ f s holds element by element, and 0 for the zeros that are
 * filled in; where something else is filled in, the ball is made of the moved ends. A norm ball stays one
 * where no coordinate is repeated and the batch keeps its axis. Exact in either arithmetic.
 */
export function movementBounds(
  emit: Emit,
  site: Site,
  operator: Movement,
  inputs: readonly (Bounds | null)[],
): readonly Bounds[] {
  const move = moving(emit, site, operator);
  const moved = operator.moved(site).map((place) => inputs[place]!);
  const ends = once(() =>
    zipped(move(moved.map((one) => one.ends().lower)), move(moved.map((one) => one.ends().upper))),
  );
  const ball = oncePerNeed((need) => {
    const balls = alike(emit, moved, need);
    const centres = move(balls.map(({ centre }) => centre));
    const spreads = move(balls.map(({ spread }) => spread));
    const { multiplier } = balls[0]!;
    const factor = Math.max(...balls.map((one) => one.factor));
    return centres.map((centre, i): Ball => ({ centre, spread: spreads[i]!, multiplier, factor }));
  });
  const keepsBalls = operator.fillsZero?.(site) ?? true;
  const terms = Math.max(...moved.map((one) => one.terms ?? 0));
  const [only] = moved;
  const norm = only!.norm && operator.keepsNorm(site) ? movedNorm(emit, only!.dims, only!.norm, move) : null;
  return site.outputs.map(({ dims }, i): Bounds => {
    const own = once(() => ends()[i]!);
    if (!keepsBalls) return laterBetween(emit, dims, own);
    return {
      dims,
      ends: own,
      ball: (need) => ball(need)[i]!,
      ...(terms > 0 && { terms }),
      ...(moved.length === 1 && only!.disc && { disc: movedDisc(only!.disc, move, i) }),
      ...(norm && dims[0] === only!.dims[0] && { norm: norm(dims, i) }),
    };
  });
}

/** The node on other values in the places that are moved; answers all its outputs. */
type Move = (values: readonly string[]) => readonly string[];

const moving =
  (emit: Emit, site: Site, { moved }: Movement): Move =>
  (values) => {
    const places = moved(site);
    const inputs = site.inputs.map((operand, at) => {
      const turn = places.indexOf(at);
      if (turn >= 0) return values[turn]!;
      return operand?.constant ? emit.constant(operand.constant) : '';
    });
    return emit.again(site.node, inputs).filter((name) => name !== '');
  };

const zipped = (lower: readonly string[], upper: readonly string[]): readonly Ends[] =>
  lower.map((one, i) => ({ lower: one, upper: upper[i]! }));

/** Bounds from ends that are written when something is first asked of them. */
function laterBetween(emit: Emit, dims: readonly number[], ends: () => Ends): Bounds {
  const bounds = once(() => emit.between(dims, ends()));
  return { dims, ends, ball: (need) => bounds().ball(need) };
}

function oncePerNeed<T>(make: (need: Need) => T): (need: Need) => T {
  const made = new Map<string, T>();
  return (need) => {
    const key = `${need.slack} ${need.multiplier ?? ''}`;
    const known = made.get(key) ?? make(need);
    made.set(key, known);
    return known;
  };
}

/** Balls of the greatest multiplier among them: scaling up by a power of two is exact, or overflows and shows it. */
function alike(emit: Emit, moved: readonly Bounds[], need: Need): readonly Ball[] {
  const balls = moved.map((one) => one.ball(need));
  const multiplier = Math.max(...balls.map((one) => one.multiplier));
  return balls.map((one): Ball => {
    if (one.multiplier === multiplier) return one;
    const by = emit.scalar(multiplier / one.multiplier);
    const [centre, spread] = [one.centre, one.spread].map((name) => emit.node('Mul', [name, by]));
    return { centre: centre!, spread: spread!, multiplier, factor: one.factor };
  });
}

const movedDisc =
  (disc: (multiplier: number) => Disc, move: Move, output: number) =>
  (wanted: number): Disc => {
    const moved = disc(wanted);
    return { ...moved, centre: move([moved.centre])[output]!, radius: move([moved.radius])[output]! };
  };

/** The scale has one row, and the node is for a whole batch: it is repeated, moved, and cut to one row again. */
function movedNorm(emit: Emit, from: readonly number[], norm: NormBall, move: Move) {
  const centres = move([norm.centre]);
  const scales = move([emit.node('Expand', [norm.scale, emit.ints(from)])]);
  const errors = norm.error === null ? null : move([norm.error]);
  return (to: readonly number[], output: number): NormBall => {
    const [zero, one] = [emit.ints([0]), emit.ints([1])];
    const shape = emit.ints([to[0]!, ...to.slice(1).map(() => 1)]);
    return {
      ...norm,
      centre: centres[output]!,
      scale: emit.node('Slice', [scales[output]!, zero, one, zero]),
      epsilon: emit.node('Reshape', [norm.epsilon, shape]),
      error: errors && errors[output]!,
    };
  };
}
