import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { encode } from '../../../src/graph/onnx/encode.ts';
import { IR_VERSIONS, OPSETS } from '../../../src/graph/onnx/versions.ts';

/** What the engine makes of Relu at these versions. */
async function run(opset: number, irVersion: number): Promise<readonly number[]> {
  const builder = new GraphBuilder();
  builder.input('x', ['b', 2]);
  builder.output(builder.node('Relu', ['x'], {}, { outputs: ['y'] }), ['b', 2]);
  const session = await InferenceSession.create(encode(builder.model(opset, irVersion)), {
    logSeverityLevel: 4,
  });
  const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(-1, 2), [1, 2]) });
  return Array.from(y!.data as Float32Array);
}

const range = ({ oldest, newest }: { oldest: number; newest: number }): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, i) => oldest + i);

describe('the versions that are admitted', () => {
  it.each(range(OPSETS))('opset %i is run by the engine', async (opset) => {
    expect(await run(opset, 8)).toEqual([0, 2]);
  });

  it.each(range(IR_VERSIONS))('IR version %i is read by the engine', async (irVersion) => {
    expect(await run(13, irVersion)).toEqual([0, 2]);
  });

  it('end where the engine ends', async () => {
    await expect(run(OPSETS.newest + 1, 8)).rejects.toThrow(/opset/i);
    await expect(run(13, IR_VERSIONS.newest + 1)).rejects.toThrow(/IR version/i);
  });
});
