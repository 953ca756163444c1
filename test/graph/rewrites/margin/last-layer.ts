import { GraphBuilder } from '../../../../src/graph/builder.ts';
import type { Model } from '../../../../src/graph/graph.ts';
import { drawn, HOSTILE } from '../../operators/kinds/hostile.ts';

/** A last layer. */
export interface Dense {
  readonly features: number;
  readonly classes: number;
  /** [features, classes] */
  readonly w: Float32Array;
  readonly b: Float32Array;
}

export function dense(features: number, classes: number, kind = 'ordinary'): Dense {
  const { w, b } = HOSTILE[kind]!;
  return { features, classes, w: drawn(features * classes, w, 4), b: drawn(classes, b, 5) };
}

/** The last layer, on x or on what is made of x. */
export function model({ features, classes, w, b }: Dense, made = (_: GraphBuilder, x: string) => x): Model {
  const graph = new GraphBuilder('margins');
  const x = made(graph, graph.input('x', ['batch', features]));
  graph.output(graph.node('Gemm', [x, graph.constant(w, [features, classes]), graph.constant(b)]), null);
  return graph.model(21, 10);
}
