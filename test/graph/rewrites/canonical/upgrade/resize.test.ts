import { describe, expect, it } from 'vitest';
import { float, GraphBuilder } from '../../../../../src/graph/builder.ts';
import { attribute } from '../../../../../src/graph/graph.ts';
import { upgrade } from '../../../../../src/graph/rewrites/canonical/upgrade.ts';
import { fixed, folded, sameBits, single } from './law.ts';

const SAMPLE = [2, 6, 5];

describe('Resize before set 11', () => {
  it.each([
    [[1, 1, 2, 3], 'nearest'],
    [[1, 1, 1.5, 2.2], 'nearest'],
    [[1, 1, 0.5, 0.6], 'nearest'],
    [[1, 1, 0.7, 1], 'nearest'],
    [[1, 1, 2, 3], 'linear'],
    [[1, 1, 0.5, 0.7], 'linear'],
    [[1, 1, 0.5, 1.7], 'linear'],
  ])('takes positions by %j, %s', async (scales, mode) => {
    const [node] = await sameBits(single(10, 'Resize', SAMPLE, { mode }, [[scales]]));
    expect(attribute(node!, 'coordinate_transformation_mode', 'string')).toBe('asymmetric');
  });

  it('was called Upsample', async () => {
    for (const mode of ['nearest', 'linear']) {
      const scales = { mode, scales: [float(1), float(1), float(2), float(1.5)] };
      const floats = {
        name: 'scales',
        kind: 'floats',
        value: scales.scales.map((one) => one.float),
      } as const;
      const model = single(8, 'Upsample', SAMPLE, { mode });
      const [node] = model.graph.nodes;
      const scaled = { ...node!, attributes: [...node!.attributes, floats] };
      await sameBits({ ...model, graph: { ...model.graph, nodes: [scaled] } });
      await sameBits(single(9, 'Upsample', SAMPLE, { mode }, [[[1, 1, 2, 3]]]));
    }
  });

  it('is refused where it rounds up along one axis and down along another', async () => {
    const model = await folded(single(10, 'Resize', SAMPLE, {}, [[[1, 1, 0.5, 2]]]));
    expect(() => upgrade(model)).toThrow('enlarges one axis and shrinks another');
  });

  it('is refused without constant scales', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', ['batch', 2]);
    const y = builder.node('Resize', [x, builder.constant([1, 2])], {}, { name: 'r' });
    builder.output(y, null);
    const traced = await folded(builder.model(10));
    const initializers = traced.model.graph.initializers.map((one) => ({
      ...one,
      dims: [1],
      bytes: one.bytes.slice(4),
    }));
    const graph = { ...traced.model.graph, initializers };
    expect(() => upgrade({ ...traced, model: { ...traced.model, graph } })).toThrow('no constant scale');
  });
});

describe('Resize', () => {
  const empty = [[], [0]] as const;
  it.each([11, 13, 18, 19])('of operator set %i stays as it is', async (opset) => {
    await sameBits(single(opset, 'Resize', SAMPLE, {}, [empty, [[1, 1, 2, 0.5]]]));
    const sizes = [empty, empty, [[2n, 2n, 3n, 7n]]] as const;
    await sameBits(fixed(single(opset, 'Resize', SAMPLE, { mode: 'linear' }, sizes), 2));
  });

  it('has scales or sizes for all axes', async () => {
    const axes = [3, -2];
    const [scaled] = await sameBits(single(18, 'Resize', SAMPLE, { axes }, [null, [[2, 0.5]]]));
    expect(scaled!.inputs).toHaveLength(3);
    const sizes = [null, null, [[7n, 3n]]] as const;
    const [sized] = await sameBits(single(19, 'Resize', SAMPLE, { axes, mode: 'linear' }, sizes));
    expect(sized!.inputs).toHaveLength(4);
    expect(attribute(sized!, 'axes', 'ints')).toBeUndefined();
  });

  it('keeps its axes where they keep a ratio', async () => {
    const attributes = { axes: [2, 3], keep_aspect_ratio_policy: 'not_larger' };
    const [node] = await sameBits(single(19, 'Resize', SAMPLE, attributes, [null, null, [[9n, 9n]]]));
    expect(attribute(node!, 'axes', 'ints')).toEqual([2n, 3n]);
  });
});
