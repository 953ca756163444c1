import type { GraphBuilder } from '../../../src/graph/builder.ts';
import { operatorLaws } from '../../laws/operator.ts';
import { whole } from './movements.ts';

/** The parts of a value in the other order, the last but for its sign. */
const swapped =
  (sizes: readonly number[] | null, attributes: Readonly<Record<string, number>>) =>
  (builder: GraphBuilder, x: string): string => {
    const outputs = ['first', 'second'];
    const inputs = sizes ? [x, whole(builder, sizes)] : [x];
    builder.node('Split', inputs, attributes, { outputs });
    return builder.node('Concat', [builder.node('Neg', ['second']), 'first'], { axis: 1 });
  };

operatorLaws('Split', [
  {
    title: 'by sizes',
    dims: [5],
    node: swapped([2, 3], { axis: 1 }),
    exact: (x) => [-x[2]!, -x[3]!, -x[4]!, x[0]!, x[1]!],
  },
  {
    title: 'by a number of parts, the last smaller',
    dims: [5],
    node: swapped(null, { axis: -1, num_outputs: 2 }),
    exact: (x) => [-x[3]!, -x[4]!, x[0]!, x[1]!, x[2]!],
  },
]);
