import { describe, expect, it } from 'vitest';
import { chooseArrays } from '../../../src/service/dataset/naming.ts';
import { faultsOf } from './uploads.ts';

const choose = (
  names: readonly string[],
  samples_key: string | null = null,
  labels_key: string | null = null,
) => chooseArrays(names, { samples_key, labels_key });

describe('chooseArrays', () => {
  it.each([
    [['images', 'labels']],
    [['x', 'y']],
    [['X', 'Y']],
    [['X', 'y']],
    [['x_test', 'y_test']],
    [['data', 'target']],
    [['arr_0', 'arr_1']],
  ])('knows %s', ([samples, labels]) => {
    expect(choose([labels!, samples!, 'other'])).toEqual({ samples, labels });
  });

  it('takes the test half of a set with both halves', () => {
    const names = ['x_train', 'y_train', 'x_test', 'y_test'];
    expect(choose(names)).toEqual({ samples: 'x_test', labels: 'y_test' });
  });

  it('follows what is declared, and completes it', () => {
    const names = ['x', 'y', 'z', 'images', 'labels'];
    expect(choose(names, 'z', 'y')).toEqual({ samples: 'z', labels: 'y' });
    expect(choose(names, 'images')).toEqual({ samples: 'images', labels: 'labels' });
    expect(choose(['X', 'Y', 'y', 'z'], null, 'z')).toEqual({ samples: 'X', labels: 'z' });
    expect(choose(['foo', 'bar'], null, 'bar')).toEqual({ samples: 'foo', labels: 'bar' });
  });

  it('takes a single array as samples without labels', () => {
    expect(choose(['anything'])).toEqual({ samples: 'anything', labels: null });
    expect(choose(['anything'], 'anything')).toEqual({ samples: 'anything', labels: null });
  });

  it('guesses nothing: it lists the arrays', () => {
    const [fault] = faultsOf(() => choose(['foo', 'bar']));
    expect(fault).toEqual({
      code: 'array_missing',
      message:
        'which arrays hold the samples and the labels is not clear from their names; declare samples_key. It holds "foo", "bar"',
      pointer: '/metadata/samples_key',
    });
    expect(faultsOf(() => choose(['foo', 'bar'], 'foo'))[0]).toMatchObject({
      code: 'array_missing',
      pointer: '/metadata/labels_key',
    });
  });

  it('refuses to choose between two ways', () => {
    expect(faultsOf(() => choose(['x', 'y', 'images', 'labels']))[0]).toMatchObject({
      code: 'array_ambiguous',
    });
    expect(faultsOf(() => choose(['X', 'y', 'Y'], 'X'))[0]).toMatchObject({
      code: 'array_ambiguous',
      pointer: '/metadata/labels_key',
    });
  });

  it('reports both declared names that are missing, escaped', () => {
    const faults = faultsOf(() => choose(['x\n"'], 'a', 'b'));
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/metadata/samples_key', '/metadata/labels_key']);
    expect(faults[0]!.message).toBe('the archive has no array "a". It holds "x\\n\\""');
  });
});
