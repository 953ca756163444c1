import { describe, expect, it } from 'vitest';
import { OPSETS } from '../../../../../src/graph/onnx/versions.ts';
import { RULES } from '../../../../../src/graph/rewrites/canonical/upgrade/index.ts';
import { newer } from '../../../../../src/graph/rewrites/canonical/upgrade/refused.ts';
import changes from '../../../../golden/onnx/changes.json' with { type: 'json' };

/** Only got attributes or outputs whose defaults do what the operator did before, or may leave out what they had to have. */
const EXTENDED = [
  'ArgMax',
  'ArgMin',
  'DepthToSpace',
  'GatherND',
  'Gemm',
  'GRU',
  'LSTM',
  'RNN',
  'ScatterElements',
  'ScatterND',
];

/** Never depend on the input, or are refused when the model is admitted. */
const ABSENT = ['Constant', 'OptionalHasElement', 'Scan', 'Shape'];

describe('the rules of upgrading', () => {
  it('know every operator that has changed in the sets that are read', () => {
    expect(OPSETS).toEqual({ oldest: 8, newest: 26 });
    const known = new Set([...Object.keys(RULES), ...EXTENDED, ...ABSENT]);
    expect(Object.keys(changes.changed).filter((operator) => !known.has(operator))).toEqual([]);
    for (const operator of [...EXTENDED, ...ABSENT]) expect(changes.changed).toHaveProperty(operator);
  });

  it('refuse every operator that came after set 21', () => {
    expect(changes.added.length).toBeGreaterThan(5);
    for (const operator of changes.added) expect(RULES[operator], operator).toBe(newer);
  });
});
