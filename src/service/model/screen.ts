import { flawsOf } from '../../graph/check.ts';
import { graphsWithin, opsetOf, type Model } from '../../graph/graph.ts';
import { decode } from '../../graph/onnx/decode.ts';
import { OnnxError } from '../../graph/onnx/error.ts';
import type { Limits } from '../../graph/onnx/limits.ts';
import { shown } from '../../graph/quote.ts';
import { sort } from '../../graph/sort.ts';
import { screenOperators } from './screening/operators.ts';
import { screenPorts } from './screening/ports.ts';
import { enough, shorten, type Reason } from './screening/reason.ts';
import { screenSizes } from './screening/sizes.ts';
import { screenValues } from './screening/values.ts';
import { screenVersions } from './screening/versions.ts';

export { describe } from './describe.ts';

export interface ScreenLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  /** Bytes of any single tensor that the file declares. */
  readonly memory: number;
  /** Faults that are listed before the rest is counted. */
  readonly faults?: number;
  /** What the decoder may build. */
  readonly decode?: Partial<Limits>;
}

export const SCREEN_LIMITS = {
  bytes: 512 * 2 ** 20,
  memory: 2 * 2 ** 30,
  faults: 50,
  decode: {},
} as const satisfies ScreenLimits;

export type Screening =
  { readonly model: Model; readonly faults: readonly [] } | { readonly faults: readonly Reason[] };

/**
 * Everything that the bytes alone say against admitting the model, all at once; the model when there is nothing. Its
 * nodes are in order of computation, whether the file has them so or not: engines do not insist on that, though ONNX
 * does. The model keeps views into `bytes`. Never throws for anything in the bytes, and takes time linear in their number.
 */
export function screen(bytes: Uint8Array, limits: Partial<ScreenLimits> = {}): Screening {
  const settled = { ...SCREEN_LIMITS, ...limits };
  if (bytes.length > settled.bytes) return { faults: [tooLarge(bytes.length, settled.bytes)] };
  try {
    const model = decode(bytes, settled.decode);
    const faults = reasonsAgainst(model, settled.memory);
    if (faults.length > 0) return { faults: shorten(faults, settled.faults) };
    return { model: { ...model, graph: sort(model.graph) }, faults: [] };
  } catch (error) {
    if (error instanceof OnnxError && error.code !== 'not_encodable')
      return { faults: [unreadable(error, error.code)] };
    throw error;
  }
}

/** Nested graphs are looked at until this many reasons are found: they are refused anyway. */
const MANY = 10_000;

function reasonsAgainst(model: Model, memory: number): readonly Reason[] {
  const opset = opsetOf(model) ?? 0;
  const reasons: Reason[] = [...enough(screenVersions(model)), ...enough(screenPorts(model.graph))];
  for (const graph of graphsWithin(model.graph)) {
    if (reasons.length > MANY) break;
    reasons.push(...enough(screenOperators(graph, opset)));
    reasons.push(...enough(screenValues(graph)));
    reasons.push(...enough(screenSizes(graph, memory)));
  }
  for (const { code, ...rest } of enough(flawsOf(model.graph))) {
    if (code !== 'graph_unsorted') reasons.push({ code, ...rest });
  }
  return reasons;
}

function tooLarge(size: number, limit: number): Reason {
  const mega = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return {
    code: 'model_too_large',
    message: `the file has ${mega(size)} MB; at most ${mega(limit)} MB are admitted`,
  };
}

function unreadable(error: OnnxError, code: Reason['code']): Reason {
  const { node, operator, tensor } = error.place;
  const where = tensor === undefined ? '' : ` (tensor "${shown(tensor)}")`;
  return {
    code,
    message: `${error.message}${where}`,
    ...(node !== undefined && { node: shown(node) }),
    ...(operator !== undefined && { operator: shown(operator) }),
  };
}
