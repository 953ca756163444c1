import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/graph/builder.ts';
import { examineMethods, isUnexamined } from '../../../src/service/model/methods.ts';
import { subjectOf } from '../../certify/certifiers/interval/problem.ts';
import { linear } from '../../support/models.ts';

/** A chain of nodes without bounds, with names that a file may hold. */
function hostile(count: number) {
  const builder = new GraphBuilder('hostile');
  let value = builder.input('x', ['batch', 2]);
  for (let i = 0; i < count; i++) {
    const last = i === count - 1 ? { outputs: ['logits'] } : {};
    value = builder.node('Hardmax', [value], { axis: 1 }, { name: `n${i}\u202e${'x'.repeat(300)}`, ...last });
  }
  builder.output(value, ['batch', 2]);
  return builder.model();
}

describe('what examinations find', () => {
  it('is kept by method with the version that looked, for methods that have to look', async () => {
    const examined = await examineMethods(await subjectOf(linear(), 3));
    expect(Object.keys(examined)).toEqual(['interval']);
    expect(examined['interval']!.obstacles).toEqual([]);
    expect(isUnexamined({ examined }, 'interval')).toBe(false);
    expect(isUnexamined({}, 'interval')).toBe(true);
    expect(isUnexamined({ examined: { interval: { version: -1, obstacles: [] } } }, 'interval')).toBe(true);
    expect(isUnexamined({}, 'smoothing')).toBe(false);
  });

  it('is readable and bounded, whatever the file holds', async () => {
    const { obstacles } = (await examineMethods(await subjectOf(hostile(70), 3)))['interval']!;
    expect(obstacles).toHaveLength(51);
    expect(obstacles.at(-1)).toEqual({ code: 'faults_omitted', message: 'and 20 more' });
    expect(obstacles[0]!.operator).toBe('Hardmax');
    const text = JSON.stringify(obstacles);
    expect(text).not.toContain('\u202e');
    expect(text.length).toBeLessThan(51 * 1000);
  });
});
